import type { Point } from '../overview/metrics.ts';
import { begun } from '../overview/metrics.ts';
import { areaOf, lineOf } from '../overview/scale.ts';

const BOX = { width: 120, height: 28 };

/** The course of a number without its scale; the chart and its table say the rest. */
export const Sparkline = ({ points }: { points: readonly Point[] }) => {
  const values = begun(points, Date.now()).map(({ value }) => value);
  const top = Math.max(...values, 0);
  return (
    <svg
      class="sparkline"
      viewBox={`0 -2 ${BOX.width} ${BOX.height + 3}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path class="area" d={areaOf(values, top, BOX)} />
      <path class="line" d={lineOf(values, top, BOX)} />
    </svg>
  );
};
