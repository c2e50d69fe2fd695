import { statfs } from 'node:fs/promises';
import type { RequestHandler } from 'express';
import type { HealthAnswer } from '../contract/index.ts';
import { packageVersion } from '../package-root.ts';
import { tableSizes } from '../queries/index.ts';
import type { StoreClient } from '../store/index.ts';
import type { Health } from './health.ts';

export interface ServerHealthOptions {
  store: () => StoreClient;
  health: Health;
  dataDir: string;
  isEmbedded: boolean;
  engineRestarts: () => number;
}

/** `GET /api/health`: what the server can say of itself also while its store is away. */
export function serverHealthRoute(options: ServerHealthOptions): RequestHandler {
  const { store, health, dataDir, isEmbedded, engineRestarts } = options;
  return async function answerHealth(_request, response) {
    const up = health.storeUp();
    const { bavail, blocks, bsize } = await statfs(dataDir);
    const known = up ? await tableSizes(store()) : { version: '', tables: [] };
    const { backlogRows, backlogBytes, oldestUnconfirmedMs, diskBytes } = health.spool();
    response.json({
      version: packageVersion,
      engine: { kind: isEmbedded ? 'embedded' : 'server', version: known.version, up, restarts: engineRestarts() },
      spool: {
        waiting_events: backlogRows,
        waiting_bytes: backlogBytes,
        lag_ms: oldestUnconfirmedMs,
        refusal: health.refusal() ?? null,
      },
      disk: {
        free_bytes: bavail * bsize,
        total_bytes: blocks * bsize,
        data_bytes: diskBytes + known.tables.reduce((sum, { bytes }) => sum + bytes, 0),
      },
      tables: known.tables,
    } satisfies HealthAnswer);
  };
}
