import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recentEvents } from '../../src/queries/index.ts';
import { EVENT_COLUMNS } from '../../src/store/event-columns.ts';
import { migrate, type StoreClient } from '../../src/store/index.ts';
import { type Migration, migrationsDir, readMigrations } from '../../src/store/migration-files.ts';
import { createWriter } from '../../src/store/writer.ts';
import { rowOf } from '../row-of.ts';
import { silentLog as log, startTestEngine, type TestEngine } from '../with-engine.ts';
import { writerRows } from './writer-rows.ts';

interface Release {
  version: string;
  migrations: readonly Migration[];
  /** Rows as this release's write path made them. */
  rows: readonly string[];
}

let test: TestEngine;
beforeAll(async () => {
  test = await startTestEngine();
});
afterAll(() => test.stop());

const versions = (JSON.parse(readFileSync(join(migrationsDir, 'releases.json'), 'utf8')) as { version: string }[]).map(
  ({ version }) => version,
);
const fixture = (version: string) => join(import.meta.dirname, 'releases', `${version}.tsv`);
const linesOf = (version: string) => readFileSync(fixture(version), 'utf8').trimEnd().split('\n');
const all = readMigrations();

const releases: Release[] = versions.map((version, index) => ({
  version,
  migrations: all.filter((migration) => migration.release <= index),
  rows: linesOf(version),
}));
const newest = releases.at(-1);
if (newest === undefined) throw new Error('No release is recorded');

/** The release after the newest, with a column of its own: so that there is always a step to walk. Its rows have a field that today's writer does not know. */
const upcoming: Release = {
  version: 'upcoming',
  migrations: [
    ...all,
    {
      number: all.length + 1,
      name: 'upcoming',
      checksum: 'upcoming',
      release: versions.length,
      statements: [
        {
          sql: "ALTER TABLE events ADD COLUMN IF NOT EXISTS mood LowCardinality(String) DEFAULT 'calm'",
          directives: {},
        },
        { sql: 'ALTER TABLE events ADD INDEX IF NOT EXISTS mood_set mood TYPE set(100) GRANULARITY 1', directives: {} },
      ],
    },
  ],
  rows: newest.rows.map((row) => `${row}${'\t'.repeat(EVENT_COLUMNS.length + 1 - row.split('\t').length)}glad`),
};

const steps = [...releases, upcoming].slice(1).map((after, index) => ({ before: releases[index] as Release, after }));

async function rowsOf<Row>(client: StoreClient, query: string): Promise<Row[]> {
  return (await client.query({ query, format: 'JSONEachRow' })).json<Row>();
}

/** Inserts a release's rows as the product does; every row gets an id of its own. */
async function write(client: StoreClient, { rows }: Release): Promise<string[]> {
  const ids = rows.map(() => randomUUID());
  const lines = rows.map((row, index) => row.replace(String(rowOf(row).event_id), String(ids[index])));
  const writer = createWriter(client, randomUUID(), new AbortController().signal);
  await writer.insert({ table: 'events', format: 'columns' }, Buffer.from(`${lines.join('\n')}\n`));
  return ids;
}

/** What of each sent row is in the table, column by column; a map's and a list's text differ in form only. */
async function expectStored(
  client: StoreClient,
  ids: readonly string[],
  sent: readonly string[],
  known: ReadonlySet<string>,
) {
  const stored = await rowsOf<Record<string, unknown>>(client, 'SELECT * FROM events');
  const byId = new Map(stored.map((row) => [row.event_id, row]));
  for (const [index, id] of ids.entries()) {
    const row = byId.get(id);
    const expected = rowOf(sent[index] ?? '');
    expect(row, `row ${index}`).toBeDefined();
    for (const [column, value] of Object.entries(expected)) {
      if (!known.has(column) || /^(event_id|event_at|received_at|block_id|anchor|skew_ms)$/.test(column)) continue;
      expect(row?.[column], column).toEqual(value);
    }
  }
}

const columnsOf = async (client: StoreClient) =>
  new Set(
    (
      await rowsOf<{ name: string }>(
        client,
        "SELECT name FROM system.columns WHERE database = currentDatabase() AND table = 'events'",
      )
    ).map(({ name }) => name),
  );

describe.each(steps)('from $before.version to $after.version', ({ before, after }) => {
  it("keeps the old release's data, and both releases write to both schemas", async () => {
    const client = await test.database();
    await migrate({ client, log, migrations: before.migrations });
    const oldColumns = await columnsOf(client);

    const oldOnOld = await write(client, before);
    const newOnOld = await write(client, after);
    await expectStored(client, oldOnOld, before.rows, oldColumns);
    await expectStored(client, newOnOld, after.rows, oldColumns);

    await migrate({ client, log, migrations: after.migrations });
    const newColumns = await columnsOf(client);
    await expectStored(client, oldOnOld, before.rows, oldColumns);

    const oldOnNew = await write(client, before);
    const newOnNew = await write(client, after);
    await expectStored(client, oldOnNew, before.rows, newColumns);
    await expectStored(client, newOnNew, after.rows, newColumns);
    const [total] = await rowsOf<{ rows: string }>(client, 'SELECT count() AS rows FROM events');
    expect(Number(total?.rows)).toBe(2 * (before.rows.length + after.rows.length));
  });

  it('is read by this release before and after', async () => {
    const client = await test.database();
    await migrate({ client, log, migrations: all });
    await write(client, before);
    const read = () => recentEvents(client, { project: 'default', limit: 100, nowMs: Date.now() });
    const events = await read();
    expect(events).toHaveLength(before.rows.length);
    await migrate({ client, log, migrations: upcoming.migrations });
    expect(await read()).toEqual(events);
  });
});

describe('the rows recorded for the newest release', () => {
  it('are what the write path makes today (`vitest -u` records them anew until that release is out)', async () => {
    await expect(`${writerRows().join('\n')}\n`).toMatchFileSnapshot(fixture(newest.version));
  });
});
