const cellValue = (row, column) => {
  const cell = row.cells[column];
  return cell.dataset.value === undefined ? cell.textContent.trim() : Number(cell.dataset.value);
};

const compare = (a, b) => (typeof a === 'number' ? a - b : a.localeCompare(b));

/** Rows change places on a click: what stood third may stand first when the next click comes. */
export function startSorting() {
  for (const table of document.querySelectorAll('[data-sortable]')) {
    table.tHead.addEventListener('click', (event) => {
      const heading = event.target.closest('button')?.closest('th');
      if (!heading) return;
      const descending = heading.ariaSort === 'ascending';
      for (const other of table.tHead.querySelectorAll('[aria-sort]')) other.ariaSort = 'none';
      heading.ariaSort = descending ? 'descending' : 'ascending';
      const [body] = table.tBodies;
      const direction = descending ? -1 : 1;
      const rows = [...body.rows].sort(
        (a, b) => direction * compare(cellValue(a, heading.cellIndex), cellValue(b, heading.cellIndex)),
      );
      body.append(...rows);
    });
  }
}
