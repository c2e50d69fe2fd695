import type { Seen } from './scene.ts';

/** How many parts a box has along each side, as the server counts by default. */
const PARTS = 20;

/** Each part of a box that was clicked, on its sheet. */
export function* cellsOf(seen: readonly Seen[]): Generator<[x: number, y: number, clicks: number]> {
  for (const { spot, left, top, width, height } of seen) {
    // On which of the twins a click was is not known: drawing it on one, or on all, would be a lie.
    if (spot.elements.length > 1) continue;
    for (const [x, y, clicks] of spot.cells)
      yield [left + ((x + 0.5) / PARTS) * width, top + ((y + 0.5) / PARTS) * height, clicks];
  }
}
