import { useSignal } from '@preact/signals';
import { formatCount, formatPiece, formatShort, formatTick } from '../format.ts';
import type { Point } from '../overview/metrics.ts';
import { begun } from '../overview/metrics.ts';
import { acrossOf, areaOf, lineOf, someOf, ticksOf } from '../overview/scale.ts';

const BOX = { width: 1_000, height: 240 };
const MOST_LABELS = 7;

interface LineChartProps {
  label: string;
  tone: string;
  points: readonly Point[];
  /** The same pieces of the time before, in the same order; none until they are known. */
  before: readonly Point[];
  beforeLabel: string;
}

/** The numbers themselves, for whoever cannot see the line. */
const Table = ({ label, points, before, beforeLabel }: LineChartProps) => (
  <div class="unseen">
    <table>
      <caption>{label}</caption>
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">{label}</th>
          <th scope="col">{beforeLabel}</th>
        </tr>
      </thead>
      <tbody>
        {points.map(({ at, value }, index) => (
          <tr key={at}>
            <th scope="row">{formatPiece(at)}</th>
            <td>{formatCount(value)}</td>
            <td>{before[index] ? formatCount(before[index].value) : '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

/** A course over days or hours, with the time before behind it. The pointer reads single pieces. */
export const LineChart = (props: LineChartProps) => {
  const { label, tone, points, before, beforeLabel } = props;
  const looked = useSignal<number | null>(null);
  const known = begun(points, Date.now());
  const values = known.map(({ value }) => value);
  const earlier = before.slice(0, points.length).map(({ value }) => value);
  const ticks = ticksOf(Math.max(0, ...values, ...earlier));
  const top = ticks.at(-1) ?? 1;
  const boxOf = ({ length }: readonly number[]) => ({
    ...BOX,
    width: points.length < 2 ? BOX.width : acrossOf(Math.max(0, length - 1), points.length) * BOX.width,
  });
  const index = Math.min(looked.value ?? points.length, known.length - 1);
  const point = points[index];

  const look = (event: PointerEvent) => {
    const { left, width: wide } = (event.currentTarget as Element).getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - left) / wide));
    looked.value = Math.round(share * (points.length - 1));
  };

  return (
    <figure class={`chart ${tone}`}>
      <figcaption>
        <span class="reading" aria-hidden="true">
          {point && (
            <>
              {formatPiece(point.at)} <b>{formatCount(point.value)}</b>
              {before[index] && <small>{`${formatCount(before[index].value)} ${beforeLabel}`}</small>}
            </>
          )}
        </span>
        <span class="key" aria-hidden="true">
          <span class="now">{label}</span>
          <span class="before">{beforeLabel}</span>
        </span>
      </figcaption>
      <div class="plot">
        <ol class="levels" aria-hidden="true">
          {ticks.map((tick) => (
            <li key={tick} style={{ bottom: `${(tick / top) * 100}%` }}>
              {formatShort(tick)}
            </li>
          ))}
        </ol>
        <div
          class="lines"
          onPointerMove={look}
          onPointerDown={look}
          onPointerLeave={() => {
            looked.value = null;
          }}
        >
          <svg viewBox={`0 0 ${BOX.width} ${BOX.height}`} preserveAspectRatio="none" aria-hidden="true">
            {ticks.map((tick) => (
              <path key={tick} class="level" d={`M0 ${BOX.height * (1 - tick / top)}H${BOX.width}`} />
            ))}
            <path class="area" d={areaOf(values, top, boxOf(values))} />
            <path class="before" d={lineOf(earlier, top, boxOf(earlier))} />
            <path class="line" d={lineOf(values, top, boxOf(values))} />
          </svg>
          {point && (looked.value !== null || points.length === 1) && (
            <span
              class="dot"
              aria-hidden="true"
              style={{ left: `${acrossOf(index, points.length) * 100}%`, bottom: `${(point.value / top) * 100}%` }}
            />
          )}
        </div>
        <ol class="times" aria-hidden="true">
          {someOf(points.length, MOST_LABELS).map((at) => (
            <li key={at} style={{ left: `${acrossOf(at, points.length) * 100}%` }}>
              {formatTick(points[at]?.at ?? '')}
            </li>
          ))}
        </ol>
      </div>
      <Table {...props} />
    </figure>
  );
};
