import { expect, it } from 'vitest';
import { newId } from '../util/index.ts';
import { drawOf } from './draw-replay.ts';

const IDS = Array.from({ length: 20_000 }, (_, n) => {
  // Ids of one page load: a later time, the same random half.
  const time = (0x01a1f94e9169 + n * 1_900_000).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7001-85c3-89b6693d3529`;
});

it.each([0.01, 0.1, 0.5, 0.9])('of sessions that follow each other in one page a share of %d is drawn', (share) => {
  const drawn = IDS.filter((id) => drawOf(id) < share).length / IDS.length;
  expect(Math.abs(drawn - share)).toBeLessThan(0.012);
});

it('neighbours are drawn independently', () => {
  let both = 0;
  for (let n = 1; n < IDS.length; n++) if (drawOf(IDS[n - 1] as string) < 0.5 && drawOf(IDS[n] as string) < 0.5) both++;
  expect(both / IDS.length).toBeGreaterThan(0.23);
  expect(both / IDS.length).toBeLessThan(0.27);
});

it('ids as they are', () => {
  const draws = Array.from({ length: 200 }, () => drawOf(newId()));
  expect(draws.every((draw) => draw >= 0 && draw < 1)).toBe(true);
  expect(new Set(draws).size).toBeGreaterThan(190);
});
