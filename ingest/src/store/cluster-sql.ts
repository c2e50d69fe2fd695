import { MigrationError } from './migration-files.ts';
import type { SqlStatement } from './sql-split.ts';

const CREATE_TABLE = /^CREATE TABLE IF NOT EXISTS (\w+) ([\s\S]*?) ENGINE = (\w*MergeTree)(?:\(([^)]*)\))? ([\s\S]+)$/;
const ALTER_TABLE = /^ALTER TABLE (\w+) ([\s\S]+)$/;
const DROP_TABLE = /^DROP TABLE IF EXISTS (\w+)$/;
/** What a Distributed table has of its own: columns. Indexes, projections, TTL and settings live in the local ones. */
const COLUMN_CHANGE = /^(ADD|DROP|RENAME|CLEAR|MODIFY|COMMENT) COLUMN /;

/** `{shard}`, `{replica}` and `{database}` are macros that the servers of a cluster fill in. */
const SHARD_PATH = '/clickhouse/tables/{shard}/{database}';
const WHOLE_PATH = '/clickhouse/tables/all/{database}';

/**
 * Turns migrations written for one server into those for a cluster. Every table says how in a comment:
 *
 * - `-- @cluster shard cityHash64(project, visitor_id)`: rows live in `<table>_local` on one shard each, `<table>` is the Distributed door;
 * - `-- @cluster everywhere`: small, every node holds all of it.
 *
 * The translator keeps what it has learned: a later file's ALTER finds both tables.
 */
export function createClusterTranslator(cluster: string): (statement: SqlStatement) => string[] {
  const sharded = new Set<string>();
  const onCluster = `ON CLUSTER '${cluster}'`;

  const create = (match: RegExpExecArray, directive: string | undefined): string[] => {
    const [, table = '', columns = '', engine = '', engineArguments = '', rest = ''] = match;
    const replicated = (path: string, name: string, replica: string) =>
      `CREATE TABLE IF NOT EXISTS ${name} ${onCluster} ${columns} ENGINE = Replicated${engine}(` +
      `${[`'${path}/${name}'`, `'${replica}'`, ...(engineArguments === '' ? [] : [engineArguments])].join(', ')}) ${rest}`;
    if (directive === 'everywhere') return [replicated(WHOLE_PATH, table, '{shard}-{replica}')];
    const key = /^shard (.+)$/.exec(directive ?? '')?.[1];
    if (key === undefined) throw new MigrationError(`Table ${table} does not say how it lives on a cluster.`);
    sharded.add(table);
    return [
      replicated(SHARD_PATH, `${table}_local`, '{replica}'),
      `CREATE TABLE IF NOT EXISTS ${table} ${onCluster} AS ${table}_local ` +
        `ENGINE = Distributed('${cluster}', currentDatabase(), '${table}_local', ${key})`,
    ];
  };

  return ({ sql, directives }) => {
    const created = CREATE_TABLE.exec(sql);
    if (created !== null) return create(created, directives.cluster);
    const [, altered, change = ''] = ALTER_TABLE.exec(sql) ?? [];
    if (altered !== undefined) {
      if (!sharded.has(altered)) return [`ALTER TABLE ${altered} ${onCluster} ${change}`];
      const both = COLUMN_CHANGE.test(change) ? [`${altered}_local`, altered] : [`${altered}_local`];
      return both.map((table) => `ALTER TABLE ${table} ${onCluster} ${change}`);
    }
    const dropped = DROP_TABLE.exec(sql)?.[1];
    if (dropped === undefined) throw new MigrationError(`No cluster form is known for: ${sql.slice(0, 80)}`);
    const tables = sharded.delete(dropped) ? [dropped, `${dropped}_local`] : [dropped];
    return tables.map((table) => `DROP TABLE IF EXISTS ${table} ${onCluster} SYNC`);
  };
}
