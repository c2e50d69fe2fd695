import { readFile, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { BATCH_ID_MEMORY_MS } from '../contract/limits.ts';
import type { Logger } from '../log.ts';
import { openSeenRun, type SeenRun, seenRunNumber } from './seen-run.ts';

/** Oldest first. One that cannot be read is left where it is. */
export async function openRuns(dir: string, names: readonly string[], log: Logger): Promise<SeenRun[]> {
  const runs: SeenRun[] = [];
  for (const name of names) {
    const number = seenRunNumber(name);
    if (number === undefined) continue;
    try {
      runs.push(await openSeenRun(dir, number));
    } catch (error) {
      log.error({ err: error, file: name }, 'A run of batch ids cannot be read; their repeats would be stored again');
    }
  }
  return runs.sort((a, b) => a.number - b.number);
}

/** Undefined when it is older than anybody repeats a batch, or unreadable. */
export async function readLog(dir: string, name: string, log: Logger): Promise<Buffer | undefined> {
  try {
    const path = join(dir, name);
    const { mtimeMs } = await stat(path);
    if (mtimeMs >= Date.now() - BATCH_ID_MEMORY_MS) return await readFile(path);
    await unlink(path);
  } catch (error) {
    log.error({ err: error, file: name }, 'A log of batch ids cannot be read; their repeats would be stored again');
  }
  return undefined;
}
