import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Outcome, toOutcome } from './outcome.ts';
import { type KillContext, startRound } from './round.ts';

const BATCHES_PER_SECOND = 200;
const DISK_BYTES = 512 * 1_048_576;
const FULL_MS = 2_500;
const FREE_MS = 1_500;
const MAX_RECOVERY_MS = 5_000;
const CHUNK = Buffer.alloc(1_048_576, 1);

/** Writes until nothing more fits; the last bytes one by one. */
function fill(path: string): void {
  const fd = openSync(path, 'w');
  try {
    for (let piece = CHUNK; piece.length > 0; ) {
      try {
        writeSync(fd, piece);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
        piece = piece.subarray(0, piece.length >>> 1);
      }
    }
  } finally {
    closeSync(fd);
  }
}

/** Spool and store on one small disk that is filled to the last byte and freed again. Only root can make such a disk. */
export async function diskFull(context: KillContext, rounds: number): Promise<Outcome | undefined> {
  if (process.getuid?.() !== 0 || process.platform !== 'linux') {
    context.say('disk full: left out, as only root can mount a small disk');
    return undefined;
  }
  const mount = mkdtempSync(join(tmpdir(), 'trodden-kill-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_BYTES}`, 'tmpfs', mount]);
  try {
    const round = await startRound({
      context,
      name: 'disk',
      batchesPerSecond: BATCHES_PER_SECOND,
      dataDir: join(mount, 'data'),
    });
    let slowest = 0;
    let exits = 0;
    void round.server.exit.then(() => (exits += 1));
    for (let n = 0; n < rounds; n++) {
      await sleep(FREE_MS);
      fill(join(mount, 'filler'));
      await sleep(FULL_MS);
      unlinkSync(join(mount, 'filler'));
      const freedAt = Date.now();
      const acked = round.ledger.acked;
      while (round.ledger.acked === acked) await sleep(20);
      slowest = Math.max(slowest, Date.now() - freedAt);
    }
    const exitsUnderLoad = exits;
    const verdict = await round.finish();
    const outcome = toOutcome(`disk full ${rounds} times; takes events ${slowest} ms after`, round, verdict);
    if (slowest > MAX_RECOVERY_MS) outcome.faults.push(`recovered after ${slowest} ms`);
    if (exitsUnderLoad > 0) outcome.faults.push('the server ended');
    if (outcome.refusals === '–') outcome.faults.push('nothing was refused');
    return outcome;
  } finally {
    execFileSync('umount', ['-l', mount]);
    rmSync(mount, { recursive: true, force: true });
  }
}
