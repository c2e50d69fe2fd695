import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { download } from '../download.ts';
import { formatCount, plural } from '../format.ts';
import { csvOf } from '../overview/csv.ts';
import { courseOf } from '../sql/course.ts';
import type { QueryAnswer } from '../wire.ts';
import { Icon } from './icon.tsx';
import { Empty } from './notice.tsx';
import { SqlChart } from './sql-chart.tsx';

/** What a page draws without getting slow. */
const FIRST_ROWS = 200;

const textOf = (value: unknown): string =>
  value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);

const Cell = ({ value }: { value: unknown }) => {
  if (value === null || value === undefined) return <i>null</i>;
  return <>{typeof value === 'number' && Number.isInteger(value) ? formatCount(value) : textOf(value)}</>;
};

export const SqlResult = ({ answer }: { answer: QueryAnswer }) => {
  const { columns, rows, elapsed_ms, truncated } = answer;
  const shown = useSignal(FIRST_ROWS);
  useEffect(() => {
    shown.value = FIRST_ROWS;
  }, [answer]);
  const course = courseOf(answer);
  const isNumber = columns.map(({ type }) => /Int|Float|Decimal/.test(type) && !type.startsWith('Array'));
  const saveCsv = () =>
    download('query.csv', 'text/csv', csvOf([columns.map(({ name }) => name), ...rows.map((row) => row.map(textOf))]));

  return (
    <section class="panel sql-result" aria-labelledby="sql-rows">
      <header class="panel-head">
        <h2 id="sql-rows">
          {truncated ? `The first ${formatCount(rows.length)} rows` : plural(rows.length, 'row', 'rows')}
          <small> in {formatCount(elapsed_ms)} ms</small>
        </h2>
        <button type="button" class="button small quiet" onClick={saveCsv}>
          <Icon name="save" />
          <span>CSV</span>
        </button>
      </header>
      {truncated && (
        <p class="sql-note">There are more rows than an answer holds. Group them, or narrow the query with WHERE.</p>
      )}
      {course && <SqlChart {...course} />}
      {rows.length === 0 ? (
        <Empty title="No rows">
          <p>The query ran, and nothing matches it.</p>
        </Empty>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
        <section class="sql-rows" tabIndex={0} aria-label="Rows">
          <table>
            <thead>
              <tr>
                {columns.map(({ name, type }, at) => (
                  <th key={`${at} ${name}`} scope="col" class={isNumber[at] ? 'number' : undefined}>
                    {name} <small>{type}</small>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.slice(0, shown.value).map((row, index) => (
                <tr key={index}>
                  {row.map((value, at) => (
                    <td key={at} class={isNumber[at] ? 'number' : undefined}>
                      <Cell value={value} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {rows.length > shown.value && (
        <div class="panel-foot">
          <button
            type="button"
            class="button small"
            onClick={() => {
              shown.value += FIRST_ROWS * 5;
            }}
          >
            Show more ({formatCount(rows.length - shown.value)} left)
          </button>
        </div>
      )}
    </section>
  );
};
