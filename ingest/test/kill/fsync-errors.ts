import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Outcome, toOutcome } from './outcome.ts';
import { type KillContext, startRound } from './round.ts';

const BATCHES_PER_SECOND = 200;
const HEALTHY_MS = 1_500;
const FAULT_MS = 1_500;
/** Acks of what had been synced before may still be on their way. */
const SETTLE_MS = 300;
const MAX_RECOVERY_MS = 5_000;

function compile(target: string): boolean {
  try {
    const source = join(import.meta.dirname, 'fsync-fault.c');
    execFileSync('cc', ['-shared', '-fPIC', '-O1', '-o', target, source, '-ldl'], { stdio: 'ignore' });
    return process.platform === 'linux';
  } catch {
    return false;
  }
}

/** The disk takes writes and refuses to make them durable; every third time the server is killed in that state. */
export async function fsyncErrors(context: KillContext, rounds: number): Promise<Outcome | undefined> {
  const scratch = mkdtempSync(join(tmpdir(), 'trodden-kill-fsync-'));
  const shim = join(scratch, 'fsync-fault.so');
  const trigger = join(scratch, 'fault');
  try {
    if (!compile(shim)) {
      context.say('fsync errors: left out, as there is no C compiler');
      return undefined;
    }
    const env = { LD_PRELOAD: shim, FSYNC_FAULT: trigger };
    const round = await startRound({ context, name: 'fsync', batchesPerSecond: BATCHES_PER_SECOND, env });
    const faults: string[] = [];
    let slowest = 0;
    for (let n = 0; n < rounds; n++) {
      await sleep(HEALTHY_MS);
      writeFileSync(trigger, '');
      await sleep(SETTLE_MS);
      const acked = round.ledger.acked;
      await sleep(FAULT_MS);
      if (round.ledger.acked !== acked) faults.push(`${round.ledger.acked - acked} acks without fsync`);
      if (n % 3 === 2) {
        round.server.kill();
        await round.server.exit;
      }
      unlinkSync(trigger);
      if (n % 3 === 2) round.restart();
      const mendedAt = Date.now();
      while (round.ledger.acked === acked) await sleep(20);
      slowest = Math.max(slowest, Date.now() - mendedAt);
    }
    const outcome = toOutcome(
      `${rounds} × EIO on fsync; takes events ${slowest} ms after`,
      round,
      await round.finish(),
    );
    if (slowest > MAX_RECOVERY_MS) faults.push(`recovered after ${slowest} ms`);
    outcome.faults.push(...faults);
    return outcome;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
