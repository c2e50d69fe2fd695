import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** How to reach the running engine of a data directory. `pid` is the engine's process. */
export type EngineAddress = { url: string; username: string; password: string; pid: number };

const FILE = 'engine.json';
const ANSWER_WITHIN_MS = 2_000;

export async function writeEngineFile(dataDir: string, address: EngineAddress): Promise<void> {
  const path = join(dataDir, FILE);
  const fresh = `${path}.${process.pid}`;
  await writeFile(fresh, `${JSON.stringify(address)}\n`, { mode: 0o600 });
  await rename(fresh, path);
}

export async function removeEngineFile(dataDir: string): Promise<void> {
  await rm(join(dataDir, FILE), { force: true });
}

/** The running engine of a data directory, for commands that work beside a server; undefined when none answers. */
export async function findEngine(dataDir: string): Promise<EngineAddress | undefined> {
  const text = await readFile(join(dataDir, FILE), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const address: EngineAddress = JSON.parse(text);
  // Asking with the secret: after a crash another process may have the port.
  const headers = { 'X-ClickHouse-User': address.username, 'X-ClickHouse-Key': address.password };
  const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
  const answer = await fetch(`${address.url}/?query=SELECT%201`, { headers, signal }).catch(() => undefined);
  return answer?.ok ? address : undefined;
}
