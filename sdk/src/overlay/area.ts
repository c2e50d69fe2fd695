import type { Seen } from './scene.ts';
import { EARLY } from './scene.ts';
import type { Sheet } from './sheets.ts';

/** A part of a sheet. */
export interface Area {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Around boxes, for dots and heat near their edges. */
const AROUND_PX = 30;

/** What of a sheet can be seen, and what will be next. */
export function reach({ x, y }: Sheet): Area {
  const [wide, high] = [innerWidth * EARLY, innerHeight * EARLY];
  return { left: -x - wide, top: -y - high, width: innerWidth + 2 * wide, height: innerHeight + 2 * high };
}

/** As much of a sheet as has something on it, within reach. */
export function areaOf(sheet: Sheet, seen: readonly Seen[]): Area | undefined {
  const limit = reach(sheet);
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const it of seen) {
    left = Math.min(left, it.left - AROUND_PX);
    top = Math.min(top, it.top - AROUND_PX);
    right = Math.max(right, it.left + it.width + AROUND_PX);
    bottom = Math.max(bottom, it.top + it.height + AROUND_PX);
  }
  left = Math.floor(Math.max(left, limit.left));
  top = Math.floor(Math.max(top, limit.top));
  const width = Math.ceil(Math.min(right, limit.left + limit.width)) - left;
  const height = Math.ceil(Math.min(bottom, limit.top + limit.height)) - top;
  return width > 0 && height > 0 ? { left, top, width, height } : undefined;
}
