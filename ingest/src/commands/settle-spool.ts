import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { askSettled, DirectoryLockedError, lockDirectory, openSpool } from '../spool/index.ts';
import { startInserter } from '../store/index.ts';
import type { OpenStore } from './open-store.ts';

/** What was acknowledged could not be brought into the store: whoever acts on the store now would miss it. */
class SpoolNotSettledError extends Error {
  override name = 'SpoolNotSettledError';
}

async function drain(dataDir: string, { client, log }: OpenStore): Promise<void> {
  const spool = await openSpool({ dir: join(dataDir, 'spool'), log });
  const inserter = startInserter({ spool, client, log });
  try {
    await inserter.drained();
  } finally {
    await inserter.stop();
    await spool.close();
  }
}

/**
 * Acknowledged is not yet stored: brings what waits in the data directory into the store, by the server that runs on it, or here when
 * none does. On a cluster that is this node's share; every node has its own.
 */
export async function settleSpool({ dataDir }: Config, store: OpenStore): Promise<void> {
  if (!existsSync(join(dataDir, 'spool'))) return;
  if (store.holdsDirectory) return drain(dataDir, store);
  try {
    const lock = await lockDirectory(dataDir);
    try {
      await drain(dataDir, store);
    } finally {
      lock.release();
    }
  } catch (error) {
    if (!(error instanceof DirectoryLockedError)) throw error;
    const { isSettled, reason } = await askSettled(dataDir);
    if (!isSettled) {
      throw new SpoolNotSettledError(
        `The server on ${dataDir} may hold events that are not in the store (${reason}). Nothing was done; try again.`,
      );
    }
  }
}
