import { readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { BATCH_ID_MEMORY_MS } from '../contract/limits.ts';
import type { Logger } from '../log.ts';
import type { BatchKey } from './batch-key.ts';
import { openRuns, readLog } from './seen-files.ts';
import { randomSeed } from './seen-hash.ts';
import { createSeenLog, decodeSeen, type SeenRecords, seenLogNumber } from './seen-log.ts';
import { type SeenRun, seenRunName, seenRunNumber, writeSeenRun } from './seen-run.ts';
import { createSeenTable, type SeenBatch, type SeenTable } from './seen-table.ts';

export interface SeenLimits {
  /** Slots of the table in memory, as a power of two; 24 bytes each, and two thirds of them are used. */
  tableBits: number;
  /** All runs on disk: at 36 bytes an id, 30 million ids. */
  runBytes: number;
  /** The filters of all runs in memory. */
  filterBytes: number;
  /** Tables that wait to become runs; more means that the disk fails, and the oldest ids are forgotten instead of filling the memory. */
  frozenTables: number;
}

const DEFAULT_SEEN_LIMITS: SeenLimits = {
  tableBits: 20,
  runBytes: 1_073_741_824,
  filterBytes: 50_331_648,
  frozenTables: 3,
};

/** Remembers which batches were acknowledged. In memory from the ack on; on disk in the segment, and in the log once that is deleted. */
export interface Seen {
  find(key: BatchKey): SeenBatch | Promise<SeenBatch | undefined> | undefined;
  add(key: BatchKey, batch: SeenBatch): void;
  /** Settles when the batches are remembered without their segment. */
  persist(records: SeenRecords): Promise<void>;
  close(): Promise<void>;
}

interface FrozenTable {
  table: SeenTable;
  /** Every id of the logs up to this one is in a run once this table is. */
  coversLog: number;
}

const MAX_LOGS = 16;
/** A quiet server makes a run a day, so that a week can be forgotten day by day. */
const MAX_TABLE_AGE_MS = 86_400_000;

export async function openSeen(dir: string, log: Logger, limits: SeenLimits = DEFAULT_SEEN_LIMITS): Promise<Seen> {
  const seed = randomSeed();
  const names = (await readdir(dir)).sort();
  const logs = names.map(seenLogNumber).filter((number) => number !== undefined);
  let runs = await openRuns(dir, names, log);
  let nextRun = 1 + Math.max(0, ...names.map((name) => seenRunNumber(name) ?? 0));
  let table = createSeenTable(limits.tableBits, seed);
  let tableSince = Date.now();
  let frozen: FrozenTable[] = [];
  let writing: Promise<void> | undefined;
  const written = createSeenLog(dir, 1 + Math.max(0, ...logs));

  function freeze(coversLog: number): void {
    frozen.push({ table, coversLog });
    table = createSeenTable(limits.tableBits, seed);
    tableSince = Date.now();
    if (frozen.length > limits.frozenTables) {
      frozen.shift();
      log.error('Batch ids cannot be written down; the oldest are forgotten, and their repeats would be stored again');
    }
    writing ??= writeRuns();
  }

  async function writeRuns(): Promise<void> {
    try {
      for (let next = frozen[0]; next !== undefined; next = frozen[0]) {
        const done = next;
        runs = [...runs, await writeSeenRun(dir, nextRun++, done.table)];
        frozen = frozen.filter((each) => each !== done);
        for (const number of logs.filter((each) => each <= done.coversLog)) await removeLog(number);
        await forgetOldest();
      }
    } catch (error) {
      log.error({ err: error }, 'Batch ids cannot be written down yet');
    }
    writing = undefined;
  }

  async function removeLog(number: number): Promise<void> {
    await written.remove(number);
    logs.splice(logs.indexOf(number), 1);
  }

  /** A week back, or as far as the room goes. */
  async function forgetOldest(): Promise<void> {
    const sum = (of: (run: SeenRun) => number) => runs.reduce((total, run) => total + of(run), 0);
    for (let oldest = runs[0]; oldest !== undefined; oldest = runs[0]) {
      const expired = oldest.newestAtMs < Date.now() - BATCH_ID_MEMORY_MS;
      const tooMany = sum((run) => run.bytes) > limits.runBytes || sum((run) => run.filterBytes) > limits.filterBytes;
      if (!expired && !tooMany) return;
      if (!expired)
        log.warn({ until: new Date(oldest.newestAtMs) }, 'There is no room to remember batch ids for 7 days');
      runs = runs.slice(1);
      await oldest.close();
      await unlink(join(dir, seenRunName(oldest.number))).catch(() => undefined);
    }
  }

  function add(key: BatchKey, batch: SeenBatch): void {
    table.add(key, batch);
    if (table.full) {
      logs.push(written.number);
      freeze(written.rotate());
    }
  }

  function findInRuns(candidates: SeenRun[], key: BatchKey): Promise<SeenBatch | undefined> {
    return candidates.reduce<Promise<SeenBatch | undefined>>(
      (found, run) => found.then((batch) => batch ?? run.find(key)),
      Promise.resolve(undefined),
    );
  }

  await forgetOldest();
  for (const number of [...logs]) {
    const bytes = await readLog(dir, written.nameOf(number), log);
    if (bytes === undefined) continue;
    for (const { key, batch } of decodeSeen(bytes)) {
      // The same id may be in several logs and runs; what it says is the same everywhere.
      table.add(key, batch);
      if (!table.full) continue;
      freeze(number - 1);
      await writing;
    }
  }
  // Every life begins a log; a server that is restarted often would collect them.
  if (logs.length > MAX_LOGS) freeze(Math.max(...logs));

  return {
    add,
    find(key) {
      const known = table.find(key) ?? frozen.map((each) => each.table.find(key)).find((batch) => batch !== undefined);
      if (known !== undefined) return known;
      const candidates = runs.filter((run) => run.mightHave(key));
      return candidates.length === 0 ? undefined : findInRuns(candidates.reverse(), key);
    },
    async persist(records) {
      await written.append(records.all());
      if (table.count > 0 && Date.now() - tableSince > MAX_TABLE_AGE_MS) {
        logs.push(written.number);
        freeze(written.rotate());
      }
    },
    async close() {
      await writing;
      await written.close();
      for (const run of runs) await run.close();
      runs = [];
    },
  };
}
