import type { BreakdownRow } from '../overview/breakdowns.ts';
import { csvOf } from '../overview/csv.ts';
import { Icon } from './icon.tsx';

/** Hands a file to the browser's own downloads. */
export function save(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

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
    save(`${name}.json`, 'application/json', `${JSON.stringify(objects, null, 2)}\n`);
  };
  const saveCsv = () => {
    const lines = rows.map(({ value, cells }) => [value, ...cells]);
    save(`${name}.csv`, 'text/csv', csvOf([columns, ...lines]));
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
