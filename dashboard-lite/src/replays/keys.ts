import type { Playback } from './playback.ts';
import { SPEEDS } from './playback.ts';

const STEP_MS = 5_000;
/** What needs its keys for itself. */
const TYPING = 'input:not([type=range]):not([type=radio]), textarea, select, dialog *';
/** What Space or an arrow already means something to. */
const OWN_SPACE = 'button, a, summary, input';
const OWN_ARROWS = 'input[type=radio]';

/** Space plays and pauses, arrows step, Home and End jump, 1 to 6 choose the speed: anywhere on the page but where one types. */
export function listenToKeys(playback: Playback): () => void {
  const { at, beginMs, endMs, playing } = playback;
  const actions: Record<string, () => void> = {
    ' ': () => (playing.value ? playback.pause() : playback.play()),
    ArrowLeft: () => playback.seek(at.value - STEP_MS),
    ArrowRight: () => playback.seek(at.value + STEP_MS),
    Home: () => playback.seek(beginMs),
    End: () => playback.seek(endMs.value),
  };
  const onKey = (event: KeyboardEvent) => {
    const target = event.target as Element;
    if (event.metaKey || event.ctrlKey || event.altKey || target.matches(TYPING)) return;
    if (event.key === ' ' && target.matches(OWN_SPACE)) return;
    if (event.key.startsWith('Arrow') && target.matches(OWN_ARROWS)) return;
    const speed = SPEEDS[Number(event.key) - 1];
    const action = speed === undefined ? actions[event.key] : () => playback.setSpeed(speed);
    if (!action) return;
    event.preventDefault();
    action();
  };
  addEventListener('keydown', onKey);
  return () => removeEventListener('keydown', onKey);
}
