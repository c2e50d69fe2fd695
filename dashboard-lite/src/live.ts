import { signal } from '@preact/signals';
import { here } from './state.ts';
import type { LiveAnswer } from './wire.ts';

export const live = signal<LiveAnswer | null>(null);

/** Follows the server's stream while somebody looks; the browser connects again by itself. */
export function startLive(): () => void {
  let source: EventSource | undefined;
  const follow = () => {
    source?.close();
    source = undefined;
    if (document.hidden) return;
    source = new EventSource(here('/api/live/stream'));
    source.onmessage = ({ data }) => {
      live.value = JSON.parse(data) as LiveAnswer;
    };
  };
  follow();
  document.addEventListener('visibilitychange', follow);
  return () => {
    document.removeEventListener('visibilitychange', follow);
    source?.close();
    live.value = null;
  };
}
