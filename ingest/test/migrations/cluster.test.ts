import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stagingStatement } from '../../src/rollup/staging.ts';
import { createClusterTranslator } from '../../src/store/cluster-sql.ts';
import type { StoreClient } from '../../src/store/index.ts';
import { accessStatements, tierStatements } from '../../src/store/index.ts';
import { readMigrations } from '../../src/store/migration-files.ts';
import { splitSql } from '../../src/store/sql-split.ts';
import { startTestEngine, type TestEngine } from '../with-engine.ts';

let test: TestEngine;
let client: StoreClient;
beforeAll(async () => {
  test = await startTestEngine();
  client = await test.database();
});
afterAll(() => test.stop());

/** No cluster runs here, but the engine's parser is the one that a cluster has. */
const parsed = async (sql: string): Promise<string> => {
  const answer = await client.query({ query: `EXPLAIN AST ${sql}`, format: 'TabSeparatedRaw' });
  return answer.text();
};

const translateAll = (sql: string) => splitSql(sql).flatMap(createClusterTranslator('main'));

describe('the cluster form of the migrations', () => {
  const statements = readMigrations().flatMap((migration) => migration.statements);
  const translated = statements.flatMap(createClusterTranslator('main'));

  it('is understood by the engine, statement by statement', async () => {
    expect(translated.length).toBeGreaterThan(statements.length);
    for (const sql of translated) expect(await parsed(sql), sql).toMatch(/^(CreateQuery|AlterQuery|DropQuery)/);
  });

  it('replicates every table and leaves no plain one', () => {
    for (const sql of translated) expect(sql).toContain("ON CLUSTER 'main'");
    for (const sql of translated.filter((sql) => sql.startsWith('CREATE'))) {
      expect(sql).toMatch(/ENGINE = (Replicated\w*MergeTree\('\/clickhouse|Distributed\()/);
    }
  });

  it('keeps what the single server has: columns, keys, settings', () => {
    const local = translated.find((sql) => sql.includes(' events_local ')) ?? '';
    const single = statements.find(({ sql }) => sql.includes(' events ('))?.sql ?? '';
    const columns = (sql: string) => sql.slice(sql.indexOf('('), sql.indexOf(') ENGINE'));
    const rest = (sql: string) => sql.slice(sql.indexOf('PARTITION BY'));
    expect(columns(local)).toBe(columns(single));
    expect(rest(local)).toBe(rest(single));
  });
});

describe('the staging tables of a rebuild', () => {
  const statements = readMigrations().flatMap((migration) => migration.statements);
  const engineOf = (table: string, list: readonly string[]) =>
    list.find((sql) => sql.startsWith(`CREATE TABLE IF NOT EXISTS ${table} `))?.split(/ ENGINE = /)[1] ?? '';

  it.each(['visits', 'sets', 'session_sums', 'page_events', 'anchors', 'shown_lists'])(
    'of %s are plain twins that the engine understands, on a cluster as without',
    async (table) => {
      const single = engineOf(
        table,
        statements.map(({ sql }) => sql),
      );
      const replicated = engineOf(table, statements.flatMap(createClusterTranslator('main')));
      expect(replicated).toMatch(/^Replicated/);
      const { sql } = stagingStatement(table, replicated);
      expect(sql).toBe(`CREATE TABLE ${table}_rebuilt AS ${table} ENGINE = ${single}`);
      expect(await parsed(sql)).toMatch(/^CreateQuery/);
    },
  );
});

describe('the translator', () => {
  it('shards behind a door of the old name, and keeps the arguments of the engine', () => {
    expect(
      translateAll(`-- @cluster shard cityHash64(a)
        CREATE TABLE IF NOT EXISTS t (a String) ENGINE = ReplacingMergeTree(version) ORDER BY a SETTINGS x = 1;
        -- @cluster everywhere
        CREATE TABLE IF NOT EXISTS s (a String) ENGINE = MergeTree ORDER BY a`),
    ).toEqual([
      "CREATE TABLE IF NOT EXISTS t_local ON CLUSTER 'main' (a String) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/t_local', '{replica}', version) ORDER BY a SETTINGS x = 1",
      "CREATE TABLE IF NOT EXISTS t ON CLUSTER 'main' AS t_local ENGINE = Distributed('main', currentDatabase(), 't_local', cityHash64(a))",
      "CREATE TABLE IF NOT EXISTS s ON CLUSTER 'main' (a String) ENGINE = ReplicatedMergeTree('/clickhouse/tables/all/{database}/s', '{shard}-{replica}') ORDER BY a",
    ]);
  });

  it('changes both tables of a sharded one, where both have what is changed', async () => {
    const sql = translateAll(`-- @cluster shard rand()
      CREATE TABLE IF NOT EXISTS t (a String) ENGINE = MergeTree ORDER BY a;
      ALTER TABLE t ADD COLUMN IF NOT EXISTS b String DEFAULT 'x; y';
      ALTER TABLE t ADD INDEX IF NOT EXISTS b_set b TYPE set(9) GRANULARITY 1;
      ALTER TABLE other MODIFY SETTING x = 1;
      DROP TABLE IF EXISTS t`).slice(2);
    expect(sql).toEqual([
      "ALTER TABLE t_local ON CLUSTER 'main' ADD COLUMN IF NOT EXISTS b String DEFAULT 'x; y'",
      "ALTER TABLE t ON CLUSTER 'main' ADD COLUMN IF NOT EXISTS b String DEFAULT 'x; y'",
      "ALTER TABLE t_local ON CLUSTER 'main' ADD INDEX IF NOT EXISTS b_set b TYPE set(9) GRANULARITY 1",
      "ALTER TABLE other ON CLUSTER 'main' MODIFY SETTING x = 1",
      "DROP TABLE IF EXISTS t ON CLUSTER 'main' SYNC",
      "DROP TABLE IF EXISTS t_local ON CLUSTER 'main' SYNC",
    ]);
    for (const statement of sql) expect(await parsed(statement), statement).toMatch(/^(AlterQuery|DropQuery)/);
  });

  it('refuses a table that does not say how it lives on a cluster', () => {
    expect(() => translateAll('CREATE TABLE IF NOT EXISTS t (a String) ENGINE = MergeTree ORDER BY a')).toThrow(
      /does not say/,
    );
  });
});

describe('the statements for an administrator', () => {
  const options = { database: 'trodden', cluster: 'main', projects: ['shop', "o'ne"] };
  const single = { database: 'trodden', projects: ['shop'] };

  it('are understood by the engine, with a cluster and without', async () => {
    const statements = [
      ...accessStatements(options),
      ...accessStatements(single),
      ...tierStatements({ ...options, days: 7 }),
      ...tierStatements({ ...single, days: 30 }),
    ];
    expect(statements.length).toBeGreaterThan(40);
    for (const sql of statements) expect(await parsed(sql), sql).toMatch(/^(Create|Alter|Grant|CREATE ROW POLICY)/);
    for (const sql of accessStatements(single)) expect(sql).not.toMatch(/ON CLUSTER|_local/);
  });

  it("keep a project's reader inside of it, on every shard, by a policy that no query can change", () => {
    const policies = accessStatements(options).filter((sql) => /ROW POLICY .* TO `trodden_sql_shop`/.test(sql));
    expect(policies.map((sql) => / ON (\S+) FOR SELECT USING (.+) TO /.exec(sql)?.slice(1))).toEqual(
      ['events', 'events_local', 'replays', 'replays_local', 'synced_users', 'synced_teams'].map((table) => [
        `\`trodden\`.${table}`,
        "project = 'shop'",
      ]),
    );
    const granted = accessStatements(options).filter((sql) => /^GRANT.* TO `trodden_sql_/.test(sql));
    expect(granted.every((sql) => / SELECT ON `trodden`\.\w+ TO /.test(sql))).toBe(true);
  });
});
