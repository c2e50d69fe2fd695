import { signal } from '@preact/signals';
import { here } from './state.ts';
import type { LiveAnswer } from './wire.ts';

/** Refused, a browser never connects again by itself. */
const AGAIN_MS = 5_000;

export const live = signal<LiveAnswer | null>(null);

/** Follows the server's stream while somebody looks. Cut off, the browser connects again by itself; refused, we do. */
export function startLive(): () => void {
  let source: EventSource | undefined;
  let timer = 0;
  const follow = () => {
    clearTimeout(timer);
    source?.close();
    source = undefined;
    if (document.hidden) return;
    const opened = new EventSource(here('/api/live/stream'));
    source = opened;
    opened.onmessage = ({ data }) => {
      live.value = JSON.parse(data) as LiveAnswer;
    };
    opened.onerror = () => {
      if (opened.readyState !== EventSource.CLOSED) return;
      live.value = null;
      timer = window.setTimeout(follow, AGAIN_MS);
    };
  };
  follow();
  document.addEventListener('visibilitychange', follow);
  return () => {
    document.removeEventListener('visibilitychange', follow);
    clearTimeout(timer);
    source?.close();
    live.value = null;
  };
}
