import { backUp, restore as restoreBackup } from '../backup/index.ts';
import type { Config } from '../config.ts';
import { catchUp, verifyRollup, withRollupAtRest } from '../rollup/index.ts';
import { type Command, parse, UsageError } from './command.ts';
import { withStore } from './open-store.ts';
import { progressBar } from './progress.ts';

const REQUEST_TIMEOUT_MS = 24 * 3_600_000;
const DIFFERS = 1;
const MB = 1_000_000;

function folderIn(args: readonly string[], what: string): string {
  const { positionals } = parse(args, {});
  const [dir, ...more] = positionals;
  if (dir === undefined || more.length > 0) throw new UsageError(`Give ${what}.`);
  return dir;
}

function refuseRemote(config: Config, what: string): void {
  if (config.clickhouseUrl === undefined) return;
  throw new UsageError(
    `${what} is for the embedded store. At CLICKHOUSE_URL use ClickHouse's own BACKUP and RESTORE; see the runbook in examples/self-host.`,
  );
}

/** `backup <folder>`: everything acknowledged before it, while the server goes on. */
export const backup: Command = async (args, config, output) => {
  const to = folderIn(args, 'a new folder for the backup');
  refuseRemote(config, 'backup');
  const { dir, rows, bytes } = await withStore(
    config,
    ({ client }) => backUp({ client, dataDir: config.dataDir, to, onProgress: progressBar(output, 'copying') }),
    { requestTimeoutMs: REQUEST_TIMEOUT_MS, isUnhurried: true },
  );
  output.out(`${rows.events ?? 0} events and everything beside them in ${dir}, ${(bytes / MB).toFixed(1)} MB.\n`);
  return undefined;
};

/** `restore <folder>`: makes TRODDEN_DATA_DIR of a backup, and compares every derived number with the events. */
export const restore: Command = async (args, config, output) => {
  const from = folderIn(args, 'the folder of the backup');
  refuseRemote(config, 'restore');
  let differing = 0;
  const manifest = await restoreBackup({
    from,
    dataDir: config.dataDir,
    onProgress: progressBar(output, 'restoring'),
    withStore: (dataDir, use) =>
      withStore({ ...config, dataDir }, ({ client }) => use(client), {
        requestTimeoutMs: REQUEST_TIMEOUT_MS,
        isUnhurried: true,
      }),
    derive: (client) =>
      withRollupAtRest(client, async (lease) => {
        await catchUp({ client, lease, onProgress: progressBar(output, 'adding up') });
        const report = await verifyRollup(client, { lease, onProgress: progressBar(output, 'verifying') });
        differing = Object.values(report.differing).reduce((sum, count) => sum + count, 0);
      }),
  });
  const events = manifest.tables.find(({ name }) => name === 'events')?.rows ?? 0;
  output.out(
    `${events} events of ${manifest.began_at} are in ${config.dataDir}; ${differing} derived numbers differ.\n`,
  );
  output.out('`trodden-ingest start` stores what was in the spool then.\n');
  return differing === 0 ? undefined : DIFFERS;
};
