import { setTimeout as delay } from 'node:timers/promises';
import { ClickHouseError } from '@clickhouse/client';
import type { Logger } from '../log.ts';
import type { StoreClient } from './client.ts';
import { createClusterTranslator } from './cluster-sql.ts';
import { type Migration, MigrationError, readMigrations } from './migration-files.ts';
import { checkHistory, type MigrationRow } from './migration-history.ts';
import type { SqlStatement } from './sql-split.ts';

export interface MigrateOptions {
  client: StoreClient;
  log: Logger;
  /** Name of the ClickHouse cluster; none: one server, or the embedded store. */
  cluster?: string | undefined;
  migrations?: readonly Migration[] | undefined;
}

/** The history itself; `done` 1 wins over the 0 that was written before the first statement ran. */
const HISTORY: SqlStatement = {
  sql:
    'CREATE TABLE IF NOT EXISTS schema_migrations (number UInt32, name String, checksum String, release UInt16, ' +
    "done UInt8, at DateTime64(3, 'UTC') DEFAULT now64(3)) ENGINE = ReplacingMergeTree(done) ORDER BY number " +
    'SETTINGS fsync_after_insert = 1, fsync_part_directory = 1',
  directives: { cluster: 'everywhere' },
};

/**
 * Another node is at the same statement: already created (57), replica already there (253), replica just being dropped (305),
 * ALTER in progress (517), not finished on all replicas (341), the keeper is busy (999).
 */
const OTHER_NODE_CODES = new Set(['57', '253', '305', '341', '517', '999']);
const TRIES = 20;
const LONGEST_PAUSE_MS = 500;

async function command(client: StoreClient, sql: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await client.command({ query: sql });
      return;
    } catch (error) {
      const isRace = error instanceof ClickHouseError && OTHER_NODE_CODES.has(error.code);
      if (!isRace || attempt === TRIES) throw error;
      await delay(Math.random() * LONGEST_PAUSE_MS);
    }
  }
}

async function readHistory(client: StoreClient): Promise<MigrationRow[]> {
  const answer = await client.query({
    query: 'SELECT number, name, checksum, release, done FROM schema_migrations FINAL ORDER BY number',
    format: 'JSONEachRow',
  });
  return answer.json<MigrationRow>();
}

async function record(client: StoreClient, migration: Migration, done: 0 | 1): Promise<void> {
  const { number, name, checksum, release } = migration;
  await client.insert({
    table: 'schema_migrations',
    values: [{ number, name, checksum, release, done }],
    format: 'JSONEachRow',
    // Two migrators write the same row: on replicated tables the second would be dropped as a repeat, which is as good.
    clickhouse_settings: { async_insert: 0 },
  });
}

/** Somebody else's table of the same name must not become ours. */
async function refuseForeignTables(client: StoreClient, migration: Migration): Promise<void> {
  const ours = migration.statements.flatMap(({ sql }) => /^CREATE \w+ IF NOT EXISTS (\w+)/.exec(sql)?.[1] ?? []);
  if (ours.length === 0) return;
  const answer = await client.query({
    query: 'SELECT name FROM system.tables WHERE database = currentDatabase() AND name IN {names:Array(String)}',
    query_params: { names: ours },
    format: 'JSONEachRow',
  });
  const existing = (await answer.json<{ name: string }>()).map(({ name }) => name);
  if (existing.length === 0) return;
  // Another migrator writes its row before it creates anything, so a table of ours never exists without one.
  if ((await readHistory(client)).some((row) => row.number === migration.number)) return;
  throw new MigrationError(
    `The database already has a table ${existing.join(', ')} that Trodden did not create. Give Trodden a database of its own: end CLICKHOUSE_URL with /trodden.`,
  );
}

/**
 * Brings the store to this release's schema. Any number of nodes may do so at once, and a killed one is continued by the next:
 * every statement may run twice, so nobody needs a lock that could be left behind.
 * @returns the names of the migrations that this call finished
 */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const { client, log, cluster, migrations = readMigrations() } = options;
  const translate = cluster === undefined ? ({ sql }: SqlStatement) => [sql] : createClusterTranslator(cluster);
  for (const sql of translate(HISTORY)) await command(client, sql);
  const history = new Map((await readHistory(client)).map((row) => [row.number, row]));
  checkHistory(migrations, [...history.values()], log);

  const applied: string[] = [];
  for (const migration of migrations) {
    // Translated even when done: later files refer to what earlier ones made.
    const statements = migration.statements.flatMap(translate);
    const row = history.get(migration.number);
    if (row?.done === 1) continue;
    if (row === undefined) {
      await refuseForeignTables(client, migration);
      await record(client, migration, 0);
    }
    for (const sql of statements) await command(client, sql);
    await record(client, migration, 1);
    log.info({ migration: migration.name }, 'migration applied');
    applied.push(migration.name);
  }
  return applied;
}
