import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { StoreClient } from '../store/index.ts';
import { migrationNames } from '../store/index.ts';
import { tableFile } from './backup.ts';
import { copyDurably, copySpool, KEPT_FILES } from './copy-files.ts';
import { BackupError, type Manifest, readManifest } from './manifest.ts';
import { columnList, fileTable } from './tables.ts';

export interface RestoreOptions {
  from: string;
  /** Must not exist yet, or be empty. */
  dataDir: string;
  /** Opens the store of a data directory, brings it to this release's schema, and closes it when `use` is done. */
  withStore: <Result>(dataDir: string, use: (client: StoreClient) => Promise<Result>) => Promise<Result>;
  /** Computes what is derived, once the tables are there. */
  derive: (client: StoreClient) => Promise<void>;
  onProgress?: (done: number, total: number) => void;
}

const INSERT_SETTINGS = { async_insert: 0, wait_end_of_query: 1, max_partitions_per_insert_block: '100000' } as const;

/**
 * Makes a data directory of a backup. Everything happens in a folder beside it, which gets its name at the very end: a restore that
 * was killed leaves no half of one. What was in the spool goes into the store when the server starts.
 */
export async function restore(options: RestoreOptions): Promise<Manifest> {
  const from = resolve(options.from);
  const dataDir = resolve(options.dataDir);
  const { withStore, derive, onProgress = () => {} } = options;
  const manifest = await readManifest(from);
  const unknown = manifest.migrations.filter((name) => !migrationNames().includes(name));
  if (unknown.length > 0)
    throw new BackupError(
      `The backup is of Trodden ${manifest.version}, which is newer: it has ${unknown.join(', ')}.`,
    );
  if (((await readdir(dataDir).catch(() => [])) as string[]).length > 0)
    throw new BackupError(`${dataDir} is not empty. Name another TRODDEN_DATA_DIR, or move this one away.`);

  const work = `${dataDir}.restoring`;
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true, mode: 0o700 });
  await withStore(work, async (client) => {
    const { tables } = manifest;
    for (const [index, { name, structure, rows }] of tables.entries()) {
      onProgress(index, tables.length);
      if (rows === 0) continue;
      const list = columnList(structure);
      await client.command({
        query: `INSERT INTO ${name} (${list}) SELECT ${list} FROM ${fileTable(join(from, tableFile(name)), structure)}`,
        clickhouse_settings: INSERT_SETTINGS,
      });
    }
    onProgress(tables.length, tables.length);
    await derive(client);
  });
  await copySpool(join(from, 'spool'), join(work, 'spool'));
  for (const name of KEPT_FILES) await copyDurably(join(from, name), join(work, name));
  await rmdir(dataDir).catch(() => {});
  await rename(work, dataDir);
  return manifest;
}
