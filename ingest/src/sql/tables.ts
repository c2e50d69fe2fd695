import { sqlLiteral } from '../sql-literal.ts';

/** A table as people see it in SQL: the project's own rows of a base table, without the columns that are the store's own business. */
export interface SqlTable {
  name: string;
  about: string;
  base: string;
  /** Of a `ReplacingMergeTree`: the newest version of each row. */
  isFinal: boolean;
  /** Beside the project. */
  where?: string;
  /** The time that a range narrows. */
  time?: string;
  columns: readonly string[];
}

const columns = (text: string): string[] => text.trim().split(/\s+/);

/** The closed list. A column that is not here cannot be read. */
export const SQL_TABLES: readonly SqlTable[] = [
  {
    name: 'events',
    about: 'Every event: page views ($page-view), clicks ($click) and what the app tells.',
    base: 'events',
    isFinal: false,
    time: 'event_at',
    columns: columns(`
      event_id event_type event_at received_at visitor_id session_id tab_id page_view_id session_replay_segment_id
      auth_state user_id team_id is_anonymous is_verified url path title referrer entry_type release sdk_version
      browser browser_version os os_version device bot country region
      utm_source utm_medium utm_campaign utm_term utm_content viewport_width viewport_height screen_width screen_height
      anchor anchor_key tag_name text href x y page_x page_y element_x element_y element_width element_height page_width page_height
      input dead rage props_string props_number props_boolean`),
  },
  {
    name: 'replays',
    about: 'One row for each recorded session.',
    base: 'replays',
    isFinal: true,
    where: 'NOT is_deleted',
    time: 'started_at',
    columns: columns(`
      session_id visitor_id user_id team_id auth_state is_anonymous started_at ended_at click_count error_count dead_count rage_count
      page_count tab_count paths event_names country device browser os release bytes`),
  },
  {
    name: 'users',
    about: 'What your app synced about its users.',
    base: 'synced_users',
    isFinal: true,
    where: 'NOT is_deleted',
    columns: columns('id is_anonymous display_name signed_up_at data synced_at'),
  },
  {
    name: 'teams',
    about: 'What your app synced about its teams.',
    base: 'synced_teams',
    isFinal: true,
    where: 'NOT is_deleted',
    columns: columns('id display_name data synced_at'),
  },
];

export interface Scope {
  /** Where the base tables are. */
  database: string;
  project: string;
  /** Only rows of this time, half-open, in milliseconds. */
  fromMs?: number | undefined;
  toMs?: number | undefined;
}

const named = (name: string) => `\`${name.replace(/[\\`]/g, '\\$&')}\``;

/**
 * The rows of one project. The LIMIT is the wall: a condition that moved below it would change which rows it counts, so no optimiser may
 * move one. Without it, conditions of the query ran on other projects' rows, and an error they raised there told what those rows hold.
 */
export function rowsOf(table: SqlTable, { database, project, fromMs, toMs }: Scope): string {
  const conditions = [`project = ${sqlLiteral(project)}`];
  if (table.time && fromMs !== undefined)
    conditions.push(`${table.time} >= fromUnixTimestamp64Milli(toInt64(${fromMs}))`);
  if (table.time && toMs !== undefined) conditions.push(`${table.time} < fromUnixTimestamp64Milli(toInt64(${toMs}))`);
  if (table.where) conditions.push(table.where);
  const from = `${named(database)}.${named(table.base)}${table.isFinal ? ' FINAL' : ''}`;
  return `SELECT ${table.columns.join(', ')} FROM ${from} WHERE ${conditions.join(' AND ')} LIMIT ${EVERY_ROW}`;
}

const EVERY_ROW = '9223372036854775807';
