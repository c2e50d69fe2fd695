/** Of the standard normal distribution, two-sided 95 %. */
const Z = 1.959963984540054;

/** How many of how many. */
export interface Share {
  hits: number;
  of: number;
}
export type Interval = [low: number, high: number];

/** Wilson score interval (95 %): right for small numbers too, and never outside of 0 to 1. */
export function wilson({ hits, of }: Share): Interval {
  const share = hits / of;
  const z2 = (Z * Z) / of;
  const centre = (share + z2 / 2) / (1 + z2);
  const reach = (Z / (1 + z2)) * Math.sqrt((share * (1 - share)) / of + z2 / (4 * of));
  return [Math.max(0, centre - reach), Math.min(1, centre + reach)];
}

/** Interval (95 %) of the difference b − a, by Newcombe's hybrid of two Wilson intervals. */
export function differenceInterval(a: Share, b: Share): Interval {
  const [shareA, shareB] = [a.hits / a.of, b.hits / b.of];
  const [lowA, highA] = wilson(a);
  const [lowB, highB] = wilson(b);
  const delta = shareB - shareA;
  return [delta - Math.hypot(shareB - lowB, highA - shareA), delta + Math.hypot(highB - shareB, shareA - lowA)];
}

/** Two-sided p of "both shares are one", by the pooled z test. */
export function differenceP(a: Share, b: Share): number {
  const pooled = (a.hits + b.hits) / (a.of + b.of);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / a.of + 1 / b.of));
  return error === 0 ? 1 : 2 * upperTail(Math.abs(b.hits / b.of - a.hits / a.of) / error);
}

/** Share of the standard normal distribution above `z` ≥ 0, to seven digits (Abramowitz and Stegun 26.2.17). */
function upperTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const sum = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (sum * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
}

/**
 * Which of many findings to believe so that at most one in twenty of the believed is chance (Benjamini and Hochberg): with 400
 * elements, twenty would differ "significantly" between two equal weeks otherwise.
 */
export function believed(ps: readonly number[], rate = 0.05): boolean[] {
  const order = ps.map((p, index) => ({ p, index })).sort((one, other) => one.p - other.p);
  let last = -1;
  for (const [rank, { p }] of order.entries()) if (p <= ((rank + 1) / ps.length) * rate) last = rank;
  const yes = new Set(order.slice(0, last + 1).map(({ index }) => index));
  return ps.map((_, index) => yes.has(index));
}
