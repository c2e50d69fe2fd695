import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../log.ts';
import type { BatchKey } from './batch-key.ts';
import { randomSeed } from './seen-hash.ts';
import { createSeenLog, decodeSeen, encodeSeen, seenLogNumber } from './seen-log.ts';
import { createSeenTable, type SeenBatch } from './seen-table.ts';

const TABLE_BITS = 20;

/** Remembers which batches were acknowledged. In memory from the ack on; on disk in the segment, and in the log once that is deleted. */
export interface Seen {
  find(key: BatchKey): SeenBatch | Promise<SeenBatch | undefined> | undefined;
  add(key: BatchKey, batch: SeenBatch): void;
  /** Settles when the batches are remembered without their segment. */
  persist(batches: readonly { key: BatchKey; batch: SeenBatch }[]): Promise<void>;
  close(): Promise<void>;
}

export async function openSeen(dir: string, log: Logger): Promise<Seen> {
  const table = createSeenTable(TABLE_BITS, randomSeed());
  let last = 0;
  for (const name of (await readdir(dir)).sort()) {
    const number = seenLogNumber(name);
    if (number === undefined) continue;
    last = Math.max(last, number);
    try {
      decodeSeen(await readFile(join(dir, name)), table.add);
    } catch (error) {
      log.error({ err: error, file: name }, 'A log of batch ids cannot be read; their repeats would be stored again');
    }
  }
  const written = createSeenLog(dir, last + 1);
  return {
    find: table.find,
    add: table.add,
    persist: (batches) => written.append(Buffer.concat(batches.map(({ key, batch }) => encodeSeen(key, batch)))),
    close: written.close,
  };
}
