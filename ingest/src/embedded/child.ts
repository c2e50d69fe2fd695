import { mkdirSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { CHANNEL_FD, type ChildOrders, type ChildReport, STOP } from './channel.ts';
import { type EngineCore, openEngine } from './engine.ts';
import { createHttpInterface, type HttpInterface } from './http.ts';
import { loadNative, type Native } from './native.ts';
import { notePid, PROCESS_TITLE } from './orphan.ts';

/** A dead process' lock is released when its last thread is gone, which takes a moment under load. */
const LOCK_RETRY_MS = 100;
/** Above this a write is stuck or too long to wait for; every table survives a kill. */
const STOP_WITHIN_MS = 15_000;
/** A third of the parent's share when both want a core. */
const NICENESS = 5;

/** The process that holds the engine. It takes orders on its channel only: signals reach a whole process group, the parent decides. */
function main(): void {
  process.title = PROCESS_TITLE;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  preferAsVictim();
  yieldToParent();
  const lines = createInterface({ input: new Socket({ fd: CHANNEL_FD }) });
  let http: HttpInterface | undefined;
  lines.once('line', async (line) => {
    http = await start(JSON.parse(line));
  });
  lines.on('line', (line) => {
    if (line === STOP) void stop(http);
  });
  // No parent, no engine: an engine left alive would keep the directory locked and could still land an insert.
  lines.on('close', () => process.kill(process.pid, 'SIGKILL'));
}

async function start(orders: ChildOrders): Promise<HttpInterface> {
  notePid(orders.pidFile);
  const native = attempt('native', loadNative);
  rmSync(orders.spillDirectory, { recursive: true, force: true });
  mkdirSync(orders.spillDirectory, { recursive: true, mode: 0o700 });
  const engine = await openWithin(native, orders);
  const http = createHttpInterface({ ...orders, engine });
  http.server.on('error', (error) => fail('port', error));
  http.server.listen(orders.port, '127.0.0.1', () => report({ state: 'ready', port: orders.port }));
  return http;
}

async function openWithin(native: Native, orders: ChildOrders): Promise<EngineCore> {
  const until = Date.now() + orders.lockWaitMs;
  for (;;) {
    try {
      return openEngine({ native, ...orders });
    } catch (error) {
      if (Date.now() >= until) return fail('open', error);
    }
    await sleep(LOCK_RETRY_MS);
  }
}

async function stop(http: HttpInterface | undefined): Promise<void> {
  const killSelf = () => process.kill(process.pid, 'SIGKILL');
  setTimeout(killSelf, STOP_WITHIN_MS);
  if (http === undefined) killSelf(); // still opening: nothing to finish
  await http?.stop();
  process.exit(0);
}

function attempt<T>(reason: 'native', call: () => T): T {
  try {
    return call();
  } catch (error) {
    return fail(reason, error);
  }
}

function fail(reason: 'native' | 'open' | 'port', error: unknown): never {
  report({ state: 'failed', reason, message: error instanceof Error ? error.message : String(error) });
  process.exit(1);
}

function report(message: ChildReport): void {
  writeSync(CHANNEL_FD, `${JSON.stringify(message)}\n`);
}

/** When memory runs out the kernel shall end the engine, which comes back, and not the process that acknowledges events. */
function preferAsVictim(): void {
  if (process.platform !== 'linux') return;
  try {
    writeFileSync('/proc/self/oom_score_adj', '500');
  } catch {
    // a sandbox without /proc: nothing to prefer
  }
}

/** Behind the process that acknowledges events: the spool waits for inserts and merges without anybody noticing. Threads inherit it. */
function yieldToParent(): void {
  try {
    setPriority(NICENESS);
  } catch {
    // not allowed here: then both share alike
  }
}

main();
