import { expect, test } from 'vitest';
import type { ClickmapElement } from '../wire.ts';
import { dotsOf, framed } from './wireframe.ts';

const element = (key: string, clicks: number, cells: ClickmapElement['cells'] = []) =>
  ({ key, clicks, cells }) as unknown as ClickmapElement;
const box = (key: string, side: number) => ({ key, left: 100, top: 50, width: side, height: side });
const frame = (...boxes: ReturnType<typeof box>[]) => ({ width: 1_280, height: 900, viewport_height: 800, boxes });

test('a box inside of another one lies above it, and one without an answer is none', () => {
  const items = framed(frame(box('small', 10), box('large', 200), box('gone', 20)), [
    element('small', 5),
    element('large', 20),
  ]);
  expect(items.map(({ element: { key }, heat }) => [key, heat])).toEqual([
    ['large', 1],
    ['small', 0.25],
  ]);
});

test('clicks stand where in the box they were', () => {
  const items = framed(frame(box('a', 200)), [
    element('a', 5, [
      [0, 0, 4],
      [19, 10, 1],
    ]),
  ]);
  expect(dotsOf(items)).toEqual([
    { x: 105, y: 55, weight: 1 },
    { x: 295, y: 155, weight: 0.25 },
  ]);
});
