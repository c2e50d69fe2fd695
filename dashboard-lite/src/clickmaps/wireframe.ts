import type { ClickmapBox, ClickmapElement, ClickmapWireframe } from '../wire.ts';

/** A box with what was clicked in it. */
export interface FramedElement {
  box: ClickmapBox;
  element: ClickmapElement;
  /** Of the clicks of the most clicked one, 0 to 1. */
  heat: number;
}

/** Parts of a box along each side, as the clickmap answers unless it is asked for others. */
const CELLS = 20;

/** Large boxes first: what lies inside of another one is drawn above it. */
export function framed({ boxes }: ClickmapWireframe, elements: readonly ClickmapElement[]): FramedElement[] {
  const known = new Map(elements.map((element) => [element.key, element]));
  const found = boxes.flatMap((box) => {
    const element = known.get(box.key);
    return element ? [{ box, element }] : [];
  });
  const most = Math.max(1, ...found.map(({ element }) => element.clicks));
  return found
    .map((item) => ({ ...item, heat: item.element.clicks / most }))
    .sort((one, other) => other.box.width * other.box.height - one.box.width * one.box.height);
}

export interface Dot {
  x: number;
  y: number;
  /** Of the fullest cell of all, 0 to 1. */
  weight: number;
}

/** Where in their boxes elements were clicked, in the frame's pixels. */
export function dotsOf(items: readonly FramedElement[]): Dot[] {
  const most = Math.max(1, ...items.flatMap(({ element }) => element.cells.map(([, , clicks]) => clicks)));
  return items.flatMap(({ box, element }) =>
    element.cells.map(([column, row, clicks]) => ({
      x: box.left + ((column + 0.5) / CELLS) * box.width,
      y: box.top + ((row + 0.5) / CELLS) * box.height,
      weight: clicks / most,
    })),
  );
}
