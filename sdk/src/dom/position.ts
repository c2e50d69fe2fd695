import type { ClickData } from '../wire.ts';

type Position = Omit<ClickData, 'anchor' | 'tag_name' | 'text' | 'href' | 'input' | 'dead' | 'rage'>;

const { round, min, max } = Math;

/** Three decimals: finer than a pixel on any element that fits a screen. */
const fraction = (part: number, whole: number): number =>
  whole > 0 ? round(min(max(part / whole, 0), 1) * 1000) / 1000 : 0;

/** Where a click happened: in the element's box, in the viewport, in the page. A keyboard click has the box's centre. */
export const positionOf = (event: MouseEvent, element: Element, keyboard: boolean): Position => {
  const { left, top, width, height } = element.getBoundingClientRect();
  const { scrollWidth, scrollHeight } = document.documentElement;
  const x = keyboard ? left + width / 2 : event.clientX;
  const y = keyboard ? top + height / 2 : event.clientY;
  return {
    // What changes with each click stands together, and so does what does not: each break costs bytes on the wire.
    x: round(x),
    page_x: round(x + scrollX),
    y: round(y),
    page_y: round(y + scrollY),
    page_width: scrollWidth,
    page_height: scrollHeight,
    viewport_width: innerWidth,
    viewport_height: innerHeight,
    element_width: round(width),
    element_height: round(height),
    element_x: fraction(x - left, width),
    element_y: fraction(y - top, height),
  };
};
