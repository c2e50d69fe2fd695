import { download } from '../download.ts';
import type { BreakdownRow } from '../overview/breakdowns.ts';
import { csvOf } from '../overview/csv.ts';
import { Icon } from './icon.tsx';

interface ExportMenuProps {
  name: string;
  columns: readonly string[];
  rows: readonly BreakdownRow[];
}

/** The whole table as a file, not only the rows that are shown. */
export const ExportMenu = ({ name, columns, rows }: ExportMenuProps) => {
  const saveJson = () => {
    const objects = rows.map(({ value, cells }) =>
      Object.fromEntries(columns.map((column, index) => [column, index === 0 ? value : (cells[index - 1] ?? null)])),
    );
    download(`${name}.json`, 'application/json', `${JSON.stringify(objects, null, 2)}\n`);
  };
  const saveCsv = () => {
    const lines = rows.map(({ value, cells }) => [value, ...cells]);
    download(`${name}.csv`, 'text/csv', csvOf([columns, ...lines]));
  };
  return (
    <details class="menu">
      <summary class="button small quiet" title="Save this table">
        <Icon name="save" />
        <span class="unseen">Save this table</span>
      </summary>
      <div>
        <button type="button" onClick={saveCsv}>
          CSV
        </button>
        <button type="button" onClick={saveJson}>
          JSON
        </button>
      </div>
    </details>
  );
};
