import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Credentials } from './caller.ts';
import type { ChildOrders } from './channel.ts';
import { removeEngineFile, writeEngineFile } from './engine-file.ts';
import { firstStart } from './first-start.ts';
import { launch } from './launch.ts';
import { defaultMemoryBytes } from './memory.ts';
import type { Engine, EngineLog, EngineOptions } from './options.ts';
import { endOrphans } from './orphan.ts';
import { locateNative } from './platform.ts';
import { freePort } from './port.ts';
import { watch } from './watchdog.ts';

const DEFAULT_MARK_CACHE_BYTES = 128 * 2 ** 20;
const DEFAULT_LOCK_WAIT_MS = 20_000;
const DEFAULT_WATCH_EVERY_MS = 15_000;
/** Waits before the first, second, … restart in a row: the first crash costs nothing, a crash loop little. */
const RESTART_WAITS_MS = [0, 50, 100, 250, 500, 1_000, 2_000, 5_000];
/** An engine that answered this long starts a new row. */
const STEADY_AFTER_MS = 1_000;
/** The child gives up by itself after 15 s; this is for one that does not even do that. */
const STOP_WITHIN_MS = 20_000;
const SILENT: EngineLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Starts the embedded engine and keeps it running until `stop`. Rejects when it does not come up the first time. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  locateNative();
  const dataDir = resolve(options.dataDir);
  const log = options.log ?? SILENT;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const orders: ChildOrders = {
    directory: join(dataDir, 'clickhouse'),
    spillDirectory: join(dataDir, 'clickhouse-incoming'),
    pidFile: join(dataDir, 'engine.pid'),
    port: await freePort(),
    users: { trusted: credentials('trodden'), untrusted: credentials('trodden_sql') },
    memoryBytes: options.memoryBytes ?? defaultMemoryBytes(),
    markCacheBytes: options.markCacheBytes ?? DEFAULT_MARK_CACHE_BYTES,
    lockWaitMs: options.lockWaitMs ?? DEFAULT_LOCK_WAIT_MS,
  };
  const printed = (line: string) => log.warn({ line }, 'engine printed');

  if (options.ownsDirectory === true) {
    const orphans = await endOrphans(orders);
    if (orphans.length > 0) log.warn({ orphans }, 'an engine of an earlier life was still there, and was ended');
  }
  let child = await firstStart(orders, printed);
  const address = () => ({ url: `http://127.0.0.1:${orders.port}`, ...orders.users.trusted });
  let alive = true;
  let stopping = false;
  let restarts = 0;
  const over = new AbortController();
  await publish();
  const supervision = supervise();
  const { username, password } = orders.users.trusted;
  void watch({
    url: address().url,
    headers: { 'X-ClickHouse-User': username, 'X-ClickHouse-Key': password },
    everyMs: options.watchEveryMs ?? DEFAULT_WATCH_EVERY_MS,
    over: over.signal,
    onDead: () => {
      if (!alive || child.pid === undefined) return;
      log.error({ pid: child.pid }, 'engine gives no sign of life, ending it');
      process.kill(child.pid, 'SIGKILL');
    },
  });

  async function publish(): Promise<void> {
    const { pid } = child;
    log.info({ pid, port: orders.port }, 'engine ready');
    if (pid === undefined) return;
    // On a full disk commands find no engine; the server that has the address goes on.
    const unwritten = (err: unknown) => log.error({ err }, 'the engine address could not be written');
    await writeEngineFile(dataDir, { ...address(), pid }).catch(unwritten);
  }

  async function supervise(): Promise<void> {
    let inARow = 0;
    let since = Date.now();
    for (;;) {
      const exit = await child.exit;
      alive = false;
      if (stopping) return;
      if (Date.now() - since > STEADY_AFTER_MS) inARow = 0;
      const wait = RESTART_WAITS_MS[Math.min(inARow, RESTART_WAITS_MS.length - 1)] ?? 0;
      log.error({ ...exit, wait_ms: wait, printed: child.printed() }, 'engine ended, starting it again');
      inARow += 1;
      await sleep(wait, undefined, { signal: over.signal }).catch(() => undefined);
      if (stopping) return;
      child = launch(orders, printed);
      const report = await child.report;
      since = Date.now();
      if (report?.state !== 'ready' || stopping) continue;
      alive = true;
      restarts += 1;
      await publish();
      options.onRestart?.(restarts);
    }
  }

  return {
    ...address(),
    untrusted: orders.users.untrusted,
    pid: () => (alive ? child.pid : undefined),
    restarts: () => restarts,
    async stop() {
      stopping = true;
      over.abort();
      child.stop();
      const { pid, exit } = child;
      const late = setTimeout(() => pid !== undefined && process.kill(pid, 'SIGKILL'), STOP_WITHIN_MS);
      log.info({ pid, ...(await exit) }, 'engine stopped');
      clearTimeout(late);
      await supervision;
      await removeEngineFile(dataDir);
      rmSync(orders.pidFile, { force: true });
    },
  };
}

function credentials(username: string): Credentials {
  return { username, password: randomBytes(24).toString('base64url') };
}
