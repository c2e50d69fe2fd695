import type { StoreClient } from '../store/index.ts';
import { hashOf } from './ids.ts';
import type { Fold } from './plan.ts';
import { read, write } from './statement.ts';

/** Columns that go over as they are. */
const SAME_COLUMNS = [
  'auth_state',
  'country',
  'region',
  'referrer',
  'browser',
  'os',
  'device',
  'release',
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_term',
  'utm_content',
];

const vital = (name: string) =>
  `if(event_type = '$web-vitals' AND mapContains(props_number, '${name}'), props_number['${name}'], -1) AS ${name}`;

/** What is read of an event before its ids are joined. `-1` stands for a vital that was not measured: none can be negative. */
const EVENT_PART = [
  'project',
  // A UUID v7 carries the time it was made at; every other form answers 1970.
  "toStartOfHour(toDateTime(UUIDv7ToDateTime(toUUIDOrZero(session_id), 'UTC'))) AS opened",
  "if(session_id = '', 0, cityHash64(session_id)) AS session",
  'event_at AS at',
  'event_type AS event',
  'path',
  ...['visitor', 'user', 'team'].map((kind) => `${hashOf(`${kind}_id`)} AS ${kind}_hash`),
  'is_anonymous',
  "if(event_type = '$auth', props_string['to'], '') AS auth_to",
  vital('lcp'),
  vital('inp'),
  vital('cls'),
  ...SAME_COLUMNS,
].join(', ');

const OWN_COLUMNS = [
  'project',
  'opened',
  'session',
  'at',
  'event',
  'path',
  'is_anonymous',
  'auth_to',
  'lcp',
  'inp',
  'cls',
];
const COPIED = [...OWN_COLUMNS, ...SAME_COLUMNS];

export interface VisitSource {
  /** The table to fill: `visits`, or a staging twin of it. */
  table: string;
  fold: number;
  /** Which events, as a condition over `events` with its parameters. */
  where: string;
  params: Record<string, unknown>;
}

/** The number of whoever is named by the hash beside it in `e`, 0 for nobody. */
export const known = (kind: 'visitor' | 'user' | 'team', where: string) => `
  ANY LEFT JOIN (
    SELECT project, hash, id FROM ids
    WHERE kind = '${kind}' AND hash IN (SELECT ${hashOf(`${kind}_id`)} FROM events WHERE ${where} AND ${kind}_id != '')
  ) AS ${kind} ON ${kind}.project = e.project AND ${kind}.hash = e.${kind}_hash`;

/** Events, with numbers for names, as rows of `visits`. */
export function fillVisits({ table, fold, where, params }: VisitSource) {
  return {
    sql: `
      INSERT INTO ${table} (${COPIED.join(', ')}, fold, visitor, user, team)
      SELECT ${COPIED.map((name) => `e.${name}`).join(', ')}, {fold:UInt32}, visitor.id, user.id, team.id
      FROM (SELECT ${EVENT_PART} FROM events WHERE ${where}) AS e
      ${known('visitor', where)}
      ${known('user', where)}
      ${known('team', where)}`,
    params: { ...params, fold },
  };
}

/** Adds the fold to the months that do not have it yet. */
export async function foldVisits(client: StoreClient, { fold, blockIds }: Fold): Promise<void> {
  const rows = await read<{ month: number }>(client, {
    sql: 'SELECT DISTINCT toYYYYMM(at) AS month FROM visits WHERE fold = {fold:UInt32}',
    params: { fold },
  });
  await write(
    client,
    fillVisits({
      table: 'visits',
      fold,
      where: 'block_id IN {blocks:Array(UInt64)} AND toYYYYMM(event_at) NOT IN {done:Array(UInt32)}',
      params: { blocks: blockIds, done: rows.map(({ month }) => month) },
    }),
  );
}
