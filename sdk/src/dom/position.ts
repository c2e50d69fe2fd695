import type { ClickData } from '../wire.ts';

type Position = Omit<ClickData, 'anchor' | 'tag_name' | 'text' | 'href' | 'input' | 'dead' | 'rage'>;

/** Three decimals: finer than a pixel on any element that fits a screen. */
const fraction = (part: number, whole: number): number =>
  whole > 0 ? Math.round(Math.min(Math.max(part / whole, 0), 1) * 1000) / 1000 : 0;

/** Where a click happened: in the element's box, in the viewport, in the page. A keyboard click has the box's centre. */
export const positionOf = (event: MouseEvent, element: Element, keyboard: boolean): Position => {
  const box = element.getBoundingClientRect();
  const page = document.documentElement;
  const x = keyboard ? box.left + box.width / 2 : event.clientX;
  const y = keyboard ? box.top + box.height / 2 : event.clientY;
  return {
    x: Math.round(x),
    y: Math.round(y),
    page_x: Math.round(x + scrollX),
    page_y: Math.round(y + scrollY),
    element_x: fraction(x - box.left, box.width),
    element_y: fraction(y - box.top, box.height),
    element_width: Math.round(box.width),
    element_height: Math.round(box.height),
    viewport_width: innerWidth,
    viewport_height: innerHeight,
    page_width: page.scrollWidth,
    page_height: page.scrollHeight,
  };
};
