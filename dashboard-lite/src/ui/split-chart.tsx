import { formatCount, formatPiece, formatTick } from '../format.ts';
import { someOf, ticksOf } from '../overview/scale.ts';
import type { ActivitySplit } from '../wire.ts';

const PARTS = [
  ['retained', 'Also the day before'],
  ['reactivated', 'Back after a while'],
  ['new', 'First time ever'],
] as const;
const MOST_LABELS = 5;

/** Who was active each day: the same people again, people who came back, and new ones. The three add up to all. */
export const SplitChart = ({ split }: { split: ActivitySplit }) => {
  const top = ticksOf(Math.max(0, ...split.total.map(({ activity }) => activity))).at(-1) ?? 1;
  const labelled = new Set(someOf(split.total.length, MOST_LABELS));
  return (
    <figure class="split">
      <figcaption class="key" aria-hidden="true">
        {PARTS.map(([name, label]) => (
          <span key={name} class={name}>
            {label}
          </span>
        ))}
      </figcaption>
      <ol class="bars" aria-hidden="true">
        {split.total.map(({ date, activity }, index) => (
          <li key={date} title={`${formatPiece(date)}: ${formatCount(activity)}`}>
            <span class="stack">
              {PARTS.map(([name]) => (
                <span
                  key={name}
                  class={name}
                  style={{ height: `${((split[name][index]?.activity ?? 0) / top) * 100}%` }}
                />
              ))}
            </span>
            {labelled.has(index) && <span class="time">{formatTick(date)}</span>}
          </li>
        ))}
      </ol>
      <div class="unseen">
        <table>
          <caption>People by day</caption>
          <thead>
            <tr>
              <th scope="col">Day</th>
              {PARTS.map(([name, label]) => (
                <th key={name} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {split.total.map(({ date }, index) => (
              <tr key={date}>
                <th scope="row">{formatPiece(date)}</th>
                {PARTS.map(([name]) => (
                  <td key={name}>{formatCount(split[name][index]?.activity ?? 0)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
};
