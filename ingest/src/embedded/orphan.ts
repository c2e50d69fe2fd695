import { execFileSync } from 'node:child_process';
import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** What `ps` shows of an engine's process. */
export const PROCESS_TITLE = 'trodden-engine';
/** In the engine's environment: which directory it serves, so that another server's engine with a reused pid is left alone. */
export const DIRECTORY_VARIABLE = 'TRODDEN_ENGINE_DIRECTORY';

const LOOK_EVERY_MS = 20;
const GONE_WITHIN_MS = 5_000;

/** Done by the child before it opens anything: from then on it may be stuck in native code. A line each, as one may fail while another lives. */
export function notePid(path: string): void {
  appendFileSync(path, `${process.pid}\n`, { mode: 0o600 });
}

function isEngineOf(directory: string, pid: number): boolean {
  try {
    if (process.platform !== 'linux')
      return execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).includes(PROCESS_TITLE);
    const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
    return environment.includes(`${DIRECTORY_VARIABLE}=${directory}`);
  } catch {
    return false; // gone, or another user's
  }
}

/**
 * Ends what is left of an earlier life's engine. An engine ends itself when its parent is gone, but not while it hangs in native code:
 * one that had aborted was seen to write its stack traces for over a minute, with the directory still locked.
 * Only for whoever holds the lock of the data directory: then no living server can own that engine.
 */
export async function endOrphans({ directory, pidFile }: { directory: string; pidFile: string }): Promise<number[]> {
  const orphans = readPids(pidFile).filter((pid) => isEngineOf(directory, pid));
  for (const pid of orphans) process.kill(pid, 'SIGKILL');
  const until = Date.now() + GONE_WITHIN_MS;
  while (orphans.some((pid) => isEngineOf(directory, pid)) && Date.now() < until) await sleep(LOOK_EVERY_MS);
  rmSync(pidFile, { force: true });
  return orphans;
}

function readPids(pidFile: string): number[] {
  try {
    return readFileSync(pidFile, 'utf8')
      .split('\n')
      .map(Number)
      .filter((pid) => pid > 1);
  } catch {
    return []; // nothing was started here before, or it was stopped in order
  }
}
