import { GRID_COLUMNS, GRID_ROW_PX } from '../contract/limits.ts';
import { type StoreClient, WIDTH_CLASSES } from '../store/index.ts';
import { ELEMENT } from './element-sql.ts';
import { hashOf } from './ids.ts';
import { foldPageTexts } from './page-texts.ts';
import type { Fold } from './plan.ts';
import { SHOWN } from './shown-sql.ts';
import { read, type Statement, write } from './statement.ts';
import { known, type VisitSource } from './visits.ts';

const KINDS = [
  ['$page-view', 'view'],
  ['$click', 'click'],
  ['$exposures', 'exposure'],
  ['$scroll', 'scroll'],
  ['$error', 'error'],
] as const;

const quoted = (list: readonly string[]) => list.map((text) => `'${text}'`).join(', ');
const PAGE_EVENT_TYPES = quoted(KINDS.map(([type]) => type));

const MAX_UINT16 = 65_535;
const clamped = (value: string, max: number) => `least(greatest(floor(${value}), 0), ${max})`;
/** Page views and clicks have columns for it; other events say it among their data, or do not say it. */
const viewport = (name: string) =>
  clamped(`if(event_type IN ('$page-view', '$click'), ${name}, props_number['${name}'])`, MAX_UINT16);

/** Each column with where it comes from, before ids are joined; as `own_…`, since many are named as the column they are made of. */
const COLUMNS: readonly (readonly [name: string, source: string])[] = [
  ['project', 'project'],
  ['path', 'path'],
  ['kind', `transform(toString(event_type), [${PAGE_EVENT_TYPES}], [${quoted(KINDS.map(([, kind]) => kind))}], '')`],
  ['viewport_width', `toUInt16(${viewport('viewport_width')})`],
  ['width_class', WIDTH_CLASSES.map((width) => `(own_viewport_width >= ${width})`).join(' + ')],
  ['viewport_height', `toUInt16(${viewport('viewport_height')})`],
  ['at', 'event_at'],
  ['session', "if(session_id = '', 0, cityHash64(session_id))"],
  ['session_id', 'session_id'],
  ['page_view', 'cityHash64(page_view_id)'],
  // `//host` begins at the eighth character or later
  ['origin', "substring(url, 1, position(concat(url, '/'), '/', 9) - 1)"],
  ['auth_state', 'auth_state'],
  ['country', 'country'],
  ['region', 'region'],
  ['browser', 'browser'],
  ['os', 'os'],
  ['device', 'device'],
  ['release', 'release'],
  ['language', "if(event_type = '$click', simpleJSONExtractString(anchor, 'l'), '')"],
  ['element', `if(event_type = '$click', ${ELEMENT}, 0)`],
  ['element_x', clamped('element_x * 1000 + 0.5', 1_000)],
  ['element_y', clamped('element_y * 1000 + 0.5', 1_000)],
  ['grid_x', `if(page_width > 0, ${clamped(`page_x * ${GRID_COLUMNS} / page_width`, GRID_COLUMNS - 1)}, 0)`],
  ['grid_y', clamped(`page_y / ${GRID_ROW_PX}`, 4_294_967_295)],
  ['dead', 'dead'],
  ['rage', 'rage'],
  ['depth', `if(event_type = '$scroll', ${clamped("props_number['depth']", 100)}, 0)`],
  ['shown', `if(event_type = '$exposures', ${SHOWN}, 0)`],
];

const NAMES = COLUMNS.map(([name]) => name);

const sourceOf = (where: string) => `
  SELECT project, ${COLUMNS.map(([name, source]) => `${source} AS own_${name}`).join(', ')},
     ${['visitor', 'user', 'team'].map((kind) => `${hashOf(`${kind}_id`)} AS ${kind}_hash`).join(', ')}
  FROM events WHERE event_type IN (${PAGE_EVENT_TYPES}) AND ${where}`;

/** Events of pages, with numbers for names. */
const rowsOf = (where: string) => `
  SELECT ${NAMES.map((name) => `e.own_${name} AS ${name}`).join(', ')}, visitor.id AS visitor, user.id AS user, team.id AS team
  FROM (${sourceOf(where)}) AS e
  ${known('visitor', where)}
  ${known('user', where)}
  ${known('team', where)}`;

const ALL_NAMES = [...NAMES, 'visitor', 'user', 'team'].join(', ');

export function fillPageEvents({ table, fold, where, params }: VisitSource): Statement {
  return {
    sql: `INSERT INTO ${table} (${ALL_NAMES}, fold) SELECT ${ALL_NAMES}, {fold:UInt32} FROM (${rowsOf(where)})`,
    params: { ...params, fold },
  };
}

/** A number for each row, the same for equal rows, whether they were computed just now or lie in the table. */
const PRINT = `toInt128(cityHash64(${[...NAMES, 'visitor', 'user', 'team'].map((name) => `toString(${name})`).join(', ')}))`;

/** How many pages and hours of one month differ from what the events say. */
export const pageEventsDiffer = (where: string) => `
  SELECT count() AS n FROM (
    SELECT project, path, hour FROM (
      SELECT project, path, toStartOfHour(at) AS hour, toInt64(count()) AS rows, sum(${PRINT}) AS print FROM (${rowsOf(where)}) GROUP BY project, path, hour
      UNION ALL
      SELECT project, toString(path), toStartOfHour(at) AS hour, -toInt64(count()), -sum(${PRINT})
      FROM page_events WHERE toYYYYMM(at) = {month:UInt32} GROUP BY project, path, hour)
    GROUP BY project, path, hour HAVING sum(rows) != 0 OR sum(print) != 0)`;

/** Adds the fold to the months that do not have it yet; texts that its rows refer to come first. */
export async function foldPageEvents(client: StoreClient, fold: Fold): Promise<void> {
  await foldPageTexts(client, fold);
  const rows = await read<{ month: number }>(client, {
    sql: 'SELECT DISTINCT toYYYYMM(at) AS month FROM page_events WHERE fold = {fold:UInt32}',
    params: { fold: fold.fold },
  });
  await write(
    client,
    fillPageEvents({
      table: 'page_events',
      fold: fold.fold,
      where: 'block_id IN {blocks:Array(UInt64)} AND toYYYYMM(event_at) NOT IN {done:Array(UInt32)}',
      params: { blocks: fold.blockIds, done: rows.map(({ month }) => month) },
    }),
  );
}
