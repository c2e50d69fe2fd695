import type { ClickmapScope } from './scope.ts';

/** How many different values of a column each element's clicks have. */
async function distinct(
  { ask, rows }: ClickmapScope,
  column: 'visitor' | 'page_view',
  ids?: readonly string[],
): Promise<Map<string, number>> {
  const found = await ask<{ id: string; n: string }>(
    `SELECT toString(element) AS id, uniqExact(${column}) AS n FROM page_events
     WHERE ${rows('click')} ${ids === undefined ? '' : 'AND element IN {ids:Array(UInt64)}'} GROUP BY element`,
    ids === undefined ? {} : { ids: ids.map(BigInt) },
  );
  return new Map(found.map(({ id, n }) => [id, Number(n)]));
}

/** Different people who clicked each element; of all elements unless some are named. */
export const elementClickers = (scope: ClickmapScope, ids?: readonly string[]) => distinct(scope, 'visitor', ids);

/** Different page views in which each element was clicked. */
export const elementViews = (scope: ClickmapScope, ids?: readonly string[]) => distinct(scope, 'page_view', ids);
