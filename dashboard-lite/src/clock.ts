import { signal } from '@preact/signals';

const TICK_MS = 1_000;

/** The present, for whatever says how long ago something was. Stands still while nobody looks. */
export const now = signal(Date.now());

export function startClock(): () => void {
  const timer = window.setInterval(() => {
    if (!document.hidden) now.value = Date.now();
  }, TICK_MS);
  return () => clearInterval(timer);
}
