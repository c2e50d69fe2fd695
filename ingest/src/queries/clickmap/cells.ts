import type { ClickmapCell } from '../../contract/index.ts';
import type { ClickmapScope } from './scope.ts';

/** Positions are kept in thousandths of the box. */
const part = (column: string) => `toUInt8(least(intDiv(${column} * {cells:UInt16}, 1000), {cells:UInt16} - 1))`;

const compare = (one: ClickmapCell, other: ClickmapCell) => one[1] - other[1] || one[0] - other[0];

/** Where in their boxes elements were clicked, in so many parts along each side; of all elements unless some are named. */
export async function elementCells(
  { ask, rows }: ClickmapScope,
  cells: number,
  ids?: readonly string[],
): Promise<Map<string, ClickmapCell[]>> {
  const found = await ask<{ id: string; cells: ClickmapCell[] }>(
    `SELECT toString(element) AS id, groupArray((x, y, n)) AS cells
     FROM (
       SELECT element, ${part('element_x')} AS x, ${part('element_y')} AS y, toUInt32(count()) AS n
       FROM page_events WHERE ${rows('click')} ${ids === undefined ? '' : 'AND element IN {ids:Array(UInt64)}'} GROUP BY element, x, y)
     GROUP BY element`,
    { cells, ...(ids === undefined ? {} : { ids: ids.map(BigInt) }) },
  );
  return new Map(found.map(({ id, cells: list }) => [id, list.sort(compare)]));
}

/** Where on the page people clicked, whatever is there today: columns of its width, rows of pixels. One row, as names cost more than numbers. */
export async function pageGrid({ ask, rows }: ClickmapScope): Promise<ClickmapCell[]> {
  const found = await ask<{ cells: ClickmapCell[] }>(
    `SELECT groupArray((x, y, n)) AS cells FROM (
       SELECT grid_x AS x, grid_y AS y, toUInt32(count()) AS n FROM page_events WHERE ${rows('click')} GROUP BY x, y)`,
  );
  return (found[0]?.cells ?? []).sort(compare);
}
