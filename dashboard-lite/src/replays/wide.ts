import { signal } from '@preact/signals';

/** Narrower windows show one tab at a time: half of one is no picture. */
const WIDE = matchMedia('(min-width: 900px)');

/** Whether there is room for several tabs beside each other. */
export const isWide = signal(WIDE.matches);
WIDE.addEventListener('change', ({ matches }) => {
  isWide.value = matches;
});
