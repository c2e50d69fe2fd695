import type { ClickmapElement } from '../../contract/index.ts';
import type { ClickmapScope } from './scope.ts';

type Reasons = ClickmapElement['dead_reasons'];

/** Why clicks are called dead, by element, the most frequent reason first. */
export async function deadReasons({ ask, rows }: ClickmapScope): Promise<Map<string, Reasons>> {
  const found = await ask<{ id: string; reasons: [string, number][] }>(
    `SELECT toString(element) AS id, groupArray((reason, n)) AS reasons
     FROM (
       SELECT element, toString(dead) AS reason, toUInt32(count()) AS n
       FROM page_events WHERE ${rows('click')} AND dead != '' GROUP BY element, reason ORDER BY n DESC, reason)
     GROUP BY element`,
  );
  return new Map(
    found.map(({ id, reasons }) => [
      id,
      reasons.map(([reason, clicks]) => ({ reason, clicks })).sort((a, b) => b.clicks - a.clicks || compare(a, b)),
    ]),
  );
}

const compare = (a: { reason: string }, b: { reason: string }) => (a.reason < b.reason ? -1 : 1);
