import type { StoreClient } from '../store/index.ts';
import { COARSE, ELEMENT, KEY_OF_ANCHOR } from './element-sql.ts';
import type { Fold } from './plan.ts';
import { SHOWN, SHOWN_KEYS } from './shown-sql.ts';
import { type Statement, write } from './statement.ts';

interface Source {
  table: string;
  /** Which events, as a condition over `events` with its parameters. */
  where: string;
  params: Record<string, unknown>;
}

const ANCHOR_COLUMNS = 'project, path, element, at, key, anchor, tag_name, text, coarse';

/** A whole anchor for each element of a page and month: that of its newest click. */
export const fillAnchors = ({ table, where, params }: Source): Statement => ({
  sql: `
    INSERT INTO ${table} (${ANCHOR_COLUMNS})
    SELECT project, path, element, newest.1 AS at, if(newest.2 = '', ${KEY_OF_ANCHOR}, newest.2) AS key,
      newest.3 AS anchor, newest.4 AS tag_name, newest.5 AS text, ${COARSE} AS coarse
    FROM (
      SELECT project, path, ${ELEMENT} AS element, max((event_at, anchor_key, anchor, toString(tag_name), text)) AS newest
      FROM events WHERE event_type = '$click' AND ${where}
      GROUP BY project, path, element, toYYYYMM(event_at))`,
  params,
});

/** The lists of elements that page views showed. */
export const fillShownLists = ({ table, where, params }: Source): Statement => ({
  sql: `
    INSERT INTO ${table} (project, month, shown, keys)
    SELECT project, toYYYYMM(event_at) AS month, ${SHOWN} AS shown, any(${SHOWN_KEYS}) AS keys
    FROM events WHERE event_type = '$exposures' AND ${where}
    GROUP BY project, month, shown`,
  params,
});

/** Elements and lists of one month that rows refer to and that are not there, or that nothing refers to. */
export const pageTextsDiffer = `
  SELECT count() AS n FROM (
    SELECT project, path, id FROM (
      SELECT project, toString(path) AS path, element AS id, max(at) AS newest, 1 AS side FROM page_events
      WHERE kind = 'click' AND toYYYYMM(at) = {month:UInt32} GROUP BY project, path, id
      UNION ALL
      SELECT project, toString(path) AS path, element, max(at), -1 FROM anchors WHERE toYYYYMM(at) = {month:UInt32} GROUP BY project, path, element
      UNION ALL
      SELECT DISTINCT project, '', shown, toDateTime64(0, 3, 'UTC'), 1 FROM page_events WHERE kind = 'exposure' AND toYYYYMM(at) = {month:UInt32}
      UNION ALL
      SELECT DISTINCT project, '', shown, toDateTime64(0, 3, 'UTC'), -1 FROM shown_lists WHERE month = {month:UInt32})
    GROUP BY project, path, id HAVING sum(side) != 0 OR min(newest) != max(newest))`;

/** Written before the rows that refer to them, as often as a fold is run: the newest of equal rows is the row. */
export async function foldPageTexts(client: StoreClient, { blockIds }: Fold): Promise<void> {
  const source = { where: 'block_id IN {blocks:Array(UInt64)}', params: { blocks: blockIds } };
  await write(client, fillAnchors({ table: 'anchors', ...source }));
  await write(client, fillShownLists({ table: 'shown_lists', ...source }));
}
