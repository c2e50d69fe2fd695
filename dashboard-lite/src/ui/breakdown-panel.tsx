import { useSignal } from '@preact/signals';
import { formatCount } from '../format.ts';
import type { Breakdown, BreakdownRow } from '../overview/breakdowns.ts';
import { addFilter } from '../overview/question.ts';
import { parameter, setParameter } from '../state.ts';
import type { OverviewAnswer } from '../wire.ts';
import { Choice } from './choice.tsx';
import { ExportMenu } from './export-menu.tsx';

const FEW = 8;
/** What the server counts together, beyond what one project may bring in a day. */
const OTHER = '(other)';

interface RowProps {
  table: Breakdown;
  row: BreakdownRow;
  most: number;
}

const Row = ({ table, row, most }: RowProps) => {
  const { label, cells, filter } = row;
  const share = most > 0 ? ((cells[0] ?? 0) / most) * 100 : 0;
  const format = table.format ?? formatCount;
  return (
    <tr>
      <th scope="row" style={{ '--share': `${share}%` }}>
        {filter ? (
          <button type="button" class="row-link" title={`Only ${label}`} onClick={() => addFilter(filter)}>
            {label}
          </button>
        ) : (
          <span title={label}>{label}</span>
        )}
      </th>
      {cells.map((cell, index) => (
        <td key={table.columns[index]}>{cell === null ? '–' : index === 0 ? formatCount(cell) : format(cell)}</td>
      ))}
    </tr>
  );
};

interface BreakdownPanelProps {
  name: string;
  title: string;
  tables: readonly Breakdown[];
  answer: OverviewAnswer | undefined;
}

/** Tables on one subject, one shown at a time; a row narrows everything to it. */
export const BreakdownPanel = ({ name, title, tables, answer }: BreakdownPanelProps) => {
  const all = useSignal(false);
  const table = tables.find((known) => known.name === parameter(name)) ?? (tables[0] as Breakdown);
  const rows = answer ? table.rows(answer) : [];
  const most = Math.max(0, ...rows.map(({ cells }) => cells[0] ?? 0));
  return (
    <section class="panel breakdown" aria-labelledby={`panel-${name}`} aria-busy={answer === undefined}>
      <header class="panel-head">
        <h2 id={`panel-${name}`}>{title}</h2>
        <ExportMenu name={table.name} columns={[table.head, ...table.columns]} rows={rows} />
        {tables.length > 1 && (
          <Choice
            label={title}
            options={tables.map(({ name: value, label }) => ({ value, label }))}
            value={table.name}
            onChoose={(value) => setParameter(name, value === tables[0]?.name ? null : value)}
          />
        )}
      </header>
      <table>
        <thead>
          <tr>
            <th scope="col">{table.head}</th>
            {table.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, all.value ? undefined : FEW).map((row) => (
            <Row key={row.value} table={table} row={row} most={most} />
          ))}
        </tbody>
      </table>
      {rows.some(({ value }) => value === OTHER) && (
        <p class="nothing">
          “(other)” is what came on a day after its cap on different values; Settings, Limits has it.
        </p>
      )}
      {answer && rows.length === 0 && <p class="nothing">Nothing in this time.</p>}
      {rows.length > FEW && (
        <footer class="panel-foot">
          <button
            type="button"
            class="button small quiet"
            aria-expanded={all.value}
            onClick={() => {
              all.value = !all.value;
            }}
          >
            {all.value ? 'Show fewer' : `Show all ${rows.length}`}
          </button>
        </footer>
      )}
    </section>
  );
};
