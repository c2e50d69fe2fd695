import { mkdir, readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { packageVersion } from '../package-root.ts';
import type { StoreClient } from '../store/index.ts';
import { copyDurably, copySpool, KEPT_FILES, syncFile } from './copy-files.ts';
import { BackupError, hashOf, type Manifest, writeManifest } from './manifest.ts';
import { columnList, fileTable, tablesToCopy } from './tables.ts';

export interface BackupOptions {
  client: StoreClient;
  /** Of the server, running or not. */
  dataDir: string;
  /** A folder that is new or empty. */
  to: string;
  onProgress?: (done: number, total: number) => void;
}

export interface BackupReport {
  dir: string;
  rows: Record<string, number>;
  bytes: number;
}

export const tableFile = (table: string) => join('tables', `${table}.native.zst`);

/**
 * Writes everything that was acknowledged before the call into a folder, while the server goes on: first the spool, then the tables. An
 * event acknowledged before is in one of the two or in both, and a start after a restore stores what is missing, once.
 */
export async function backUp({ client, dataDir, to, onProgress = () => {} }: BackupOptions): Promise<BackupReport> {
  const dir = resolve(to);
  if (((await readdir(dir).catch(() => [])) as string[]).length > 0)
    throw new BackupError(`${dir} is not empty. Give each backup a folder of its own.`);
  await mkdir(join(dir, 'tables'), { recursive: true, mode: 0o700 });
  const beganAt = new Date();
  const paths: string[] = [];
  for (const name of await copySpool(join(dataDir, 'spool'), join(dir, 'spool'))) paths.push(join('spool', name));
  for (const name of KEPT_FILES) if (await copyDurably(join(dataDir, name), join(dir, name))) paths.push(name);

  const tables = await tablesToCopy(client);
  const blocks = tables.find(({ name }) => name === 'blocks');
  const copied: Manifest['tables'] = [];
  for (const [index, { name, structure }] of tables.entries()) {
    onProgress(index, tables.length);
    const file = fileTable(join(dir, tableFile(name)), structure);
    const where =
      name === 'events' && blocks !== undefined
        ? ` WHERE block_id IN (SELECT block_id FROM ${fileTable(join(dir, tableFile('blocks')), blocks.structure)})`
        : '';
    await client.command({
      query: `INSERT INTO FUNCTION ${file} SELECT ${columnList(structure)} FROM ${name}${where}`,
    });
    copied.push({ name, structure, rows: await rowsIn(client, file) });
    await syncFile(join(dir, tableFile(name)));
    paths.push(tableFile(name));
  }
  const files: Record<string, string> = {};
  for (const path of paths) files[path] = await hashOf(join(dir, path));
  await writeManifest(dir, {
    version: packageVersion,
    began_at: beganAt.toISOString(),
    migrations: await migrationsOf(client),
    tables: copied,
    files,
  });
  onProgress(tables.length, tables.length);
  return {
    dir,
    rows: Object.fromEntries(copied.map(({ name, rows }) => [name, rows])),
    bytes: await bytesOf(dir, paths),
  };
}

/** Reads the file back: a copy that cannot be read is found now, not when it is needed. */
async function rowsIn(client: StoreClient, file: string): Promise<number> {
  const answer = await client.query({
    query: `SELECT count() AS n FROM (SELECT * FROM ${file})`,
    format: 'JSONEachRow',
    clickhouse_settings: { max_execution_time: 0 },
  });
  return Number((await answer.json<{ n: string }>())[0]?.n ?? 0);
}

async function migrationsOf(client: StoreClient): Promise<string[]> {
  const answer = await client.query({
    query: 'SELECT name FROM schema_migrations FINAL WHERE done = 1 ORDER BY number',
    format: 'JSONEachRow',
  });
  return (await answer.json<{ name: string }>()).map(({ name }) => name);
}

async function bytesOf(dir: string, paths: readonly string[]): Promise<number> {
  const sizes = await Promise.all(paths.map(async (path) => (await stat(join(dir, path))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
