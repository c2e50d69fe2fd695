import { formatShort } from '../format.ts';
import { acrossOf, lineOf, someOf, ticksOf } from '../overview/scale.ts';
import type { Course } from '../sql/course.ts';

const BOX = { width: 1_000, height: 200 };
const MOST_LABELS = 5;

/** The course of the answer's numbers. The table below says the same to whoever cannot see it. */
export const SqlChart = ({ times, lines }: Course) => {
  const ticks = ticksOf(Math.max(0, ...lines.flatMap(({ values }) => values)));
  const top = ticks.at(-1) ?? 1;
  return (
    <figure class="chart sql-chart" aria-hidden="true">
      <figcaption>
        <span class="sql-key">
          {lines.map(({ name }, index) => (
            <span key={name} class={`line-${index}`}>
              {name}
            </span>
          ))}
        </span>
      </figcaption>
      <div class="plot">
        <ol class="levels">
          {ticks.map((tick) => (
            <li key={tick} style={{ bottom: `${(tick / top) * 100}%` }}>
              {formatShort(tick)}
            </li>
          ))}
        </ol>
        <div class="lines">
          <svg viewBox={`0 0 ${BOX.width} ${BOX.height}`} preserveAspectRatio="none" aria-hidden="true">
            {ticks.map((tick) => (
              <path key={tick} class="level" d={`M0 ${BOX.height * (1 - tick / top)}H${BOX.width}`} />
            ))}
            {lines.map(({ name, values }, index) => (
              <path key={name} class={`line line-${index}`} d={lineOf(values, top, BOX)} />
            ))}
          </svg>
        </div>
        <ol class="times">
          {someOf(times.length, MOST_LABELS).map((at) => (
            <li key={at} style={{ left: `${acrossOf(at, times.length) * 100}%` }}>
              {times[at]?.slice(0, 16)}
            </li>
          ))}
        </ol>
      </div>
    </figure>
  );
};
