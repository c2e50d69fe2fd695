import type { EventBatch } from '../../src/contract/index.ts';
import { enrich } from '../../src/enrich/index.ts';
import { goldenBatches } from '../golden/batches.ts';

/** The rows that this release's write path makes of the golden batches, as they lie in a spool. */
export function writerRows(): string[] {
  return Object.values(goldenBatches).flatMap((golden) => {
    const batch = golden as EventBatch;
    const { common, rows } = enrich(batch, {
      project: 'default',
      receivedAtMs: batch.sent_at_ms,
      sendClockMs: batch.sent_at_ms,
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
      country: 'DE',
    });
    return rows.map((row) => `1\t${common}${row}`);
  });
}
