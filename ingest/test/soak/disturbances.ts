import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../kill/random.ts';
import type { Round } from '../kill/round.ts';
import { enginePid, killQuietly } from '../kill/server-process.ts';

const DISK_BYTES = 1_536 * 1_048_576;
const FULL_MS = 3_000;
const AWAY_MS = 8_000;
const CHUNK = Buffer.alloc(1_048_576, 1);

/** A disk of its own that can be filled without hurting anything else; only root can make one. */
export function smallDisk(): { dir: string; isSmall: boolean; remove(): void } {
  const dir = mkdtempSync(join(tmpdir(), 'trodden-soak-'));
  const isSmall = process.getuid?.() === 0 && process.platform === 'linux';
  if (isSmall) execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_BYTES}`, 'tmpfs', dir]);
  return {
    dir,
    isSmall,
    remove() {
      if (isSmall) execFileSync('umount', ['-l', dir]);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function fillDisk(dir: string): Promise<void> {
  const path = join(dir, 'filler');
  const fd = openSync(path, 'w');
  try {
    for (let piece = CHUNK; piece.length > 0; ) {
      try {
        writeSync(fd, piece);
      } catch {
        piece = piece.subarray(0, piece.length >>> 1);
      }
    }
  } finally {
    closeSync(fd);
  }
  await sleep(FULL_MS);
  unlinkSync(path);
}

/** The store neither answers nor ends. */
async function freezeEngine(dataDir: string): Promise<void> {
  const pid = enginePid(dataDir);
  if (pid === undefined) return;
  process.kill(pid, 'SIGSTOP');
  await sleep(AWAY_MS);
  try {
    process.kill(pid, 'SIGCONT');
  } catch {
    // The server found it dead and has another one by now.
  }
}

/** What happens to servers, one at a time. */
export function createDisturbances(round: Round, disk: { dir: string; isSmall: boolean }, random: Random) {
  const kinds: Record<string, () => Promise<void>> = {
    async 'server killed'() {
      round.server.kill();
      await round.server.exit;
      await round.restart().readyMs;
    },
    async 'engine killed'() {
      round.killEngine();
    },
    async 'both killed'() {
      killQuietly(enginePid(round.dataDir));
      round.server.kill();
      await round.server.exit;
      await round.restart().readyMs;
    },
    async 'server stopped'() {
      round.server.kill('SIGTERM');
      await round.server.exit;
      await round.restart().readyMs;
    },
    'store hangs': () => freezeEngine(round.dataDir),
    ...(disk.isSmall ? { 'disk full': () => fillDisk(disk.dir) } : {}),
  };
  const names = Object.keys(kinds);
  const counts = new Map(names.map((name) => [name, 0]));
  let turn = Math.floor(random() * names.length);
  return {
    counts,
    async next(): Promise<string> {
      const name = names[turn++ % names.length] as string;
      counts.set(name, (counts.get(name) ?? 0) + 1);
      await kinds[name]?.();
      return name;
    },
  };
}
