import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MigrationError, migrate, type StoreClient } from '../../src/store/index.ts';
import { type Migration, migrationsDir, readMigrations } from '../../src/store/migration-files.ts';
import { silentLog as log, scratchDir, startTestEngine, type TestEngine } from '../with-engine.ts';

/** So many stores as there are statements, each brought there statement by statement. */
const STATEMENT_BY_STATEMENT_MS = 240_000;

let test: TestEngine;
beforeAll(async () => {
  test = await startTestEngine();
});
afterAll(() => test.stop());

async function rows<Row>(client: StoreClient, query: string): Promise<Row[]> {
  return (await client.query({ query, format: 'JSONEachRow' })).json<Row>();
}

/** Everything about the tables that a migration decides. */
const schema = (client: StoreClient) =>
  rows(
    client,
    'SELECT name, create_table_query FROM system.tables WHERE database = currentDatabase() ORDER BY name',
  ).then((tables) => JSON.stringify(tables).replaceAll(/test_\d+/g, 'db'));

const history = (client: StoreClient) =>
  rows(client, 'SELECT number, done FROM schema_migrations FINAL ORDER BY number');

const own = readMigrations();

/** The released migrations plus one more, as the next release would bring it. */
const next: Migration[] = [
  ...own,
  {
    number: own.length + 1,
    name: '9999_mood',
    checksum: 'mood',
    release: (own.at(-1)?.release ?? 0) + 1,
    statements: [
      { sql: "ALTER TABLE events ADD COLUMN IF NOT EXISTS mood LowCardinality(String) DEFAULT 'calm'", directives: {} },
      {
        sql: 'CREATE TABLE IF NOT EXISTS moods (mood String) ENGINE = MergeTree ORDER BY mood',
        directives: { cluster: 'everywhere' },
      },
      { sql: 'ALTER TABLE events ADD INDEX IF NOT EXISTS mood_set mood TYPE set(100) GRANULARITY 1', directives: {} },
    ],
  },
];

describe('migrate', () => {
  it('brings an empty store to the schema, once', async () => {
    const client = await test.database();
    expect(await migrate({ client, log })).toEqual(own.map(({ name }) => name));
    expect(await migrate({ client, log })).toEqual([]);
    expect(await history(client)).toEqual(own.map(({ number }) => ({ number, done: 1 })));
  });

  it('lets four nodes do it at once, and all of them succeed', { timeout: 180_000 }, async () => {
    const reference = await test.database();
    await migrate({ client: reference, log, migrations: next });
    for (let round = 0; round < 3; round++) {
      const client = await test.database();
      await Promise.all(Array.from({ length: 4 }, () => migrate({ client, log, migrations: next })));
      expect(await schema(client)).toBe(await schema(reference));
      expect(await history(client)).toEqual(next.map(({ number }) => ({ number, done: 1 })));
    }
  });

  it(
    'goes on where a killed one stopped, after any statement',
    async () => {
      const reference = await test.database();
      await migrate({ client: reference, log, migrations: next });
      const expected = await schema(reference);
      const total = next.flatMap(({ statements }) => statements).length;
      for (let done = 0; done <= total; done++) {
        const client = await test.database();
        await migrate({ client, log, migrations: next.map((entry) => ({ ...entry, statements: [] })) });
        // As a kill leaves it: begun, some statements done, none of it recorded as done.
        await client.command({ query: 'TRUNCATE TABLE schema_migrations' });
        const values = next.map(({ number, name, checksum, release }) => ({
          number,
          name,
          checksum,
          release,
          done: 0,
        }));
        await client.insert({ table: 'schema_migrations', values, format: 'JSONEachRow' });
        for (const { sql } of next.flatMap(({ statements }) => statements).slice(0, done))
          await client.command({ query: sql });
        await migrate({ client, log, migrations: next });
        expect(await schema(client)).toBe(expected);
        // Hundreds of tables make every later statement slower.
        const [{ name } = { name: '' }] = await rows<{ name: string }>(client, 'SELECT currentDatabase() AS name');
        await client.command({ query: 'DROP DATABASE {name:Identifier} SYNC', query_params: { name } });
      }
    },
    STATEMENT_BY_STATEMENT_MS,
  );

  it('refuses a file that was changed after it had been applied', async () => {
    const client = await test.database();
    await migrate({ client, log });
    const edited = own.map((entry) => ({ ...entry, checksum: 'edited' }));
    await expect(migrate({ client, log, migrations: edited })).rejects.toThrow(
      /0001_events was changed after it had been applied/,
    );
  });

  it('works with a store one release ahead, and refuses one two ahead', async () => {
    const client = await test.database();
    await migrate({ client, log, migrations: next });
    expect(await migrate({ client, log })).toEqual([]);
    const later = next.map((entry, index) => (index < own.length ? entry : { ...entry, release: entry.release + 1 }));
    const far = await test.database();
    await migrate({ client: far, log, migrations: later });
    await expect(migrate({ client: far, log })).rejects.toThrow(/more than one release ahead/);
  });

  it("does not take over somebody else's table", async () => {
    const client = await test.database();
    await client.command({ query: 'CREATE TABLE events (a String) ENGINE = MergeTree ORDER BY a' });
    await expect(migrate({ client, log })).rejects.toThrow(/already has a table events that Trodden did not create/);
    expect(
      await rows(client, "SELECT name FROM system.columns WHERE table = 'events' AND database = currentDatabase()"),
    ).toEqual([{ name: 'a' }]);
  });
});

describe('the files', () => {
  const numbered = (ahead: number) => String(own.length + ahead).padStart(4, '0');
  const copy = () => {
    const scratch = scratchDir();
    cpSync(migrationsDir, scratch.dir, { recursive: true });
    return scratch;
  };

  it('may change their comments and their layout, not their statements', () => {
    const { dir, remove } = copy();
    const file = join(dir, '0001_events.sql');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, `-- another word; with a semicolon\n${text.replaceAll('\n', '\r\n  ')}`);
    expect(readMigrations(dir)[0]?.checksum).toBe(own[0]?.checksum);
    writeFileSync(file, text.replace('skew_ms Int64', 'skew_ms Int32'));
    expect(readMigrations(dir)[0]?.checksum).not.toBe(own[0]?.checksum);
    remove();
  });

  it.each([
    [
      `${numbered(2)}_gap`,
      'CREATE TABLE IF NOT EXISTS a (a String) ENGINE = MergeTree ORDER BY a',
      new RegExp(`should be number ${own.length + 1}`),
    ],
    [
      `${numbered(1)}_unclaimed`,
      'CREATE TABLE IF NOT EXISTS a (a String) ENGINE = MergeTree ORDER BY a',
      /belongs to no release/,
    ],
    [`${numbered(1)}_once`, 'CREATE TABLE a (a String) ENGINE = MergeTree ORDER BY a', /may not run twice/],
    [`${numbered(1)}_insert`, 'INSERT INTO projects SELECT * FROM projects', /may not run twice/],
    [
      `${numbered(1)}_two`,
      'ALTER TABLE events ADD COLUMN IF NOT EXISTS a String; DROP TABLE events',
      /may not run twice/,
    ],
  ])('%s is refused', (name, sql, reason) => {
    const { dir, remove } = copy();
    writeFileSync(join(dir, `${name}.sql`), sql);
    const last_migration = name.includes('unclaimed') ? own.length : own.length + 9;
    writeFileSync(join(dir, 'releases.json'), JSON.stringify([{ version: '1.0.0', last_migration }]));
    expect(() => readMigrations(dir)).toThrow(MigrationError);
    expect(() => readMigrations(dir)).toThrow(reason);
    remove();
  });
});
