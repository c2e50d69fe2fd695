import type { Carrier, Place } from './carriers.ts';
import { placeOf } from './carriers.ts';

/** What is drawn on the elements that one thing carries; coordinates on it stay the same while that moves. */
export interface Sheet {
  carrier: Carrier;
  canvas: HTMLCanvasElement;
  /** For the badges. */
  layer: HTMLElement;
  /** Where it starts in the viewport now, and where it did when it was painted. */
  x: number;
  y: number;
  paintedX: number;
  paintedY: number;
  clip: Place['clip'];
  /** Brings it to where its carrier is. */
  follow(): void;
  remove(): void;
}

const px = (value: number): string => `${Math.round(value * 100) / 100}px`;

export function createSheet(carrier: Carrier, into: Element): Sheet {
  const box = document.createElement('div');
  const layer = document.createElement('div');
  const canvas = document.createElement('canvas');
  canvas.setAttribute('aria-hidden', 'true');
  box.className = 'sheet';
  layer.append(canvas);
  box.append(layer);
  // The page's own lies below the others: bars stick over it.
  if (carrier.kind === 'page') into.prepend(box);
  else into.append(box);
  let before = '';
  const sheet: Sheet = {
    carrier,
    canvas,
    layer,
    x: 0,
    y: 0,
    paintedX: Number.NaN,
    paintedY: Number.NaN,
    clip: undefined,
    follow() {
      const { x, y, clip } = Object.assign(sheet, placeOf(carrier));
      const now = `${x} ${y} ${clip?.left} ${clip?.top} ${clip?.width} ${clip?.height}`;
      if (now === before) return;
      before = now;
      const { left = 0, top = 0, width, height } = clip ?? {};
      layer.style.transform = `translate(${px(x - left)},${px(y - top)})`;
      if (width === undefined || height === undefined) return;
      Object.assign(box.style, {
        overflow: 'clip',
        overflowClipMargin: '10px',
        transform: `translate(${px(left)},${px(top)})`,
        width: px(width),
        height: px(height),
      });
    },
    remove: () => box.remove(),
  };
  sheet.follow();
  return sheet;
}
