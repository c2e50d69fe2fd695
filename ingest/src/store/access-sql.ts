import { sqlLiteral } from '../sql-literal.ts';

/** Who may do what at a ClickHouse server: statements for its administrator, to be read before they are run. */
export interface AccessOptions {
  database: string;
  /** None: one server. */
  cluster?: string | undefined;
  /** Projects that get a user of their own who sees nothing else, for tools that speak SQL. */
  projects: readonly string[];
}

/** Stands in the statements until the administrator puts one of their own there. */
const PASSWORD = 'CHANGE-ME';

const WRITER = 'trodden';
/** Tables with rows of a project that a person's SQL may see. */
const READABLE = ['events', 'replays', 'synced_users', 'synced_teams'];
const SHARDED = new Set(['events', 'replays', 'replay_chunks']);

const named = (text: string) => `\`${text.replaceAll(/[\\`]/g, '\\$&')}\``;

/** Where row policies have to stand: on the door and on what lies behind it, since a shard applies its own. */
const tablesOf = (table: string, cluster: string | undefined) =>
  cluster !== undefined && SHARDED.has(table) ? [table, `${table}_local`] : [table];

/** The server's own user: its database and nothing else, with limits that end what hangs. */
export function accessStatements({ database, cluster, projects }: AccessOptions): string[] {
  const on = cluster === undefined ? '' : ` ON CLUSTER ${sqlLiteral(cluster)}`;
  const db = named(database);
  return [
    `CREATE SETTINGS PROFILE IF NOT EXISTS trodden_writer${on} SETTINGS async_insert = 0, max_memory_usage = 8000000000, max_execution_time = 21600, wait_for_async_insert = 1`,
    `CREATE USER IF NOT EXISTS ${WRITER}${on} IDENTIFIED WITH sha256_password BY ${sqlLiteral(PASSWORD)} DEFAULT DATABASE ${db} SETTINGS PROFILE 'trodden_writer'`,
    `GRANT${on} SELECT, INSERT, ALTER TABLE, CREATE TABLE, CREATE VIEW, DROP TABLE, DROP VIEW, TRUNCATE ON ${db}.* TO ${WRITER}`,
    // What it asks about itself: which tables and columns there are, how large they are, and whether mutations are done.
    ...['tables', 'columns', 'parts', 'mutations', 'clusters'].map(
      (table) => `GRANT${on} SELECT ON system.${table} TO ${WRITER}`,
    ),
    ...(cluster === undefined ? [] : [`GRANT${on} CLUSTER, REMOTE ON *.* TO ${WRITER}`]),
    `CREATE SETTINGS PROFILE IF NOT EXISTS trodden_reader${on} SETTINGS readonly = 1, max_execution_time = 30, max_memory_usage = 2000000000, max_result_rows = 100000, result_overflow_mode = 'throw', max_rows_to_read = 2000000000, allow_ddl = 0, allow_introspection_functions = 0`,
    `CREATE QUOTA IF NOT EXISTS trodden_reader${on} KEYED BY user_name FOR INTERVAL 1 minute MAX queries = 60, FOR INTERVAL 1 hour MAX execution_time = 600 TO ALL EXCEPT ${WRITER}, default`,
    ...projects.flatMap((project) => readerStatements(project, { db, on, cluster })),
  ];
}

/** A user for one project. The project is part of the policy, not of a setting that a query could change. */
function readerStatements(
  project: string,
  { db, on, cluster }: { db: string; on: string; cluster: string | undefined },
): string[] {
  const user = named(`trodden_sql_${project}`);
  const tables = READABLE.flatMap((table) => tablesOf(table, cluster));
  return [
    `CREATE USER IF NOT EXISTS ${user}${on} IDENTIFIED WITH sha256_password BY ${sqlLiteral(PASSWORD)} DEFAULT DATABASE ${db} SETTINGS PROFILE 'trodden_reader'`,
    ...tables.flatMap((table) => [
      // Without one of its own the writer would see nothing as soon as anybody has a policy.
      `CREATE ROW POLICY IF NOT EXISTS trodden_writer${on} ON ${db}.${table} FOR SELECT USING 1 TO ${WRITER}`,
      `CREATE ROW POLICY IF NOT EXISTS ${named(`trodden_${project}`)}${on} ON ${db}.${table} FOR SELECT USING project = ${sqlLiteral(project)} TO ${user}`,
      `GRANT${on} SELECT ON ${db}.${table} TO ${user}`,
    ]),
  ];
}

/** Recordings older than `days` move to the volume `far` of the policy; see `clickhouse.xml` of the example. */
export function tierStatements({
  database,
  cluster,
  days,
}: Pick<AccessOptions, 'database' | 'cluster'> & { days: number }): string[] {
  const on = cluster === undefined ? '' : ` ON CLUSTER ${sqlLiteral(cluster)}`;
  const table = `${named(database)}.${cluster === undefined ? 'replay_chunks' : 'replay_chunks_local'}`;
  return [
    `ALTER TABLE ${table}${on} MODIFY SETTING storage_policy = 'recordings'`,
    `ALTER TABLE ${table}${on} MODIFY TTL toDateTime(first_event_at) + INTERVAL ${days} DAY TO VOLUME 'far'`,
  ];
}
