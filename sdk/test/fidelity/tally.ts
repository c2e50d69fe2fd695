import type { Judged } from './matrix.ts';

/** A row of the table. Shares: right, set and unmatched over clicks that could be found, wrong over all clicks. */
export interface Tally {
  clicks: number;
  /** The element still exists and something besides its order among twins tells which it is. */
  findable: number;
  right: number;
  wrong: number;
  /** Distinct elements among the wrong; one element at several widths fails together. */
  wrongElements: Set<string>;
  /** "One of these m" about a findable element. */
  set: number;
  unmatched: number;
  /** Undecidable twins, apart: all of them, told as "one of these m", placed rightly. */
  twins: number;
  twinSets: number;
  twinRight: number;
  /** Largest distance from the true place in the box, as a share of the box. */
  off: number;
}

export function emptyTally(): Tally {
  return {
    clicks: 0,
    findable: 0,
    right: 0,
    wrong: 0,
    wrongElements: new Set(),
    set: 0,
    unmatched: 0,
    twins: 0,
    twinSets: 0,
    twinRight: 0,
    off: 0,
  };
}

export function count(tally: Tally, { outcome, twin, off, source, change, seed, known, exists }: Judged): void {
  tally.clicks++;
  tally.off = Math.max(tally.off, off ?? 0);
  if (outcome === 'wrong') {
    tally.wrong++;
    tally.wrongElements.add([source, change, seed, known].join());
  }
  if (!exists) return;
  if (twin) {
    tally.twins++;
    tally.twinSets += Number(outcome === 'set');
    tally.twinRight += Number(outcome === 'right');
    return;
  }
  tally.findable++;
  tally.right += Number(outcome === 'right');
  tally.set += Number(outcome === 'set');
  tally.unmatched += Number(outcome === 'unmatched');
}

const percent = (part: number, whole: number, digits: number): string =>
  whole ? `${((100 * part) / whole).toFixed(digits)} %` : '–';

export const HEAD = `| | clicks | right | wrong | wrong elements | set | unmatched | twins: set / right |
| --- | --- | --- | --- | --- | --- | --- | --- |`;

export function row(name: string, tally: Tally): string {
  const { clicks, findable, right, wrong, wrongElements, set, unmatched, twins, twinSets, twinRight } = tally;
  return `| ${[
    name,
    clicks.toLocaleString('en'),
    percent(right, findable, 1),
    percent(wrong, clicks, 3),
    wrongElements.size,
    percent(set, findable, 1),
    percent(unmatched, findable, 1),
    twins ? `${percent(twinSets, twins, 0)} / ${percent(twinRight, twins, 0)} of ${twins.toLocaleString('en')}` : '–',
  ].join(' | ')} |`;
}
