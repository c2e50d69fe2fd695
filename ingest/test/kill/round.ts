import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findEngine } from '../../src/embedded/index.ts';
import { type LoadClient, startClient } from './client.ts';
import { createLedger, type Ledger } from './ledger.ts';
import type { Random } from './random.ts';
import {
  enginePid,
  freePort,
  KEY,
  killQuietly,
  type RunningServer,
  startServer,
  waitUntilStored,
} from './server-process.ts';
import { type StoreAddress, type Verdict, verify } from './verify.ts';

/** What every part of the programme is given. */
export interface KillContext {
  cli: string;
  random: Random;
  say(line: string): void;
}

export interface RoundOptions {
  context: KillContext;
  name: string;
  batchesPerSecond: number;
  padding?: number | undefined;
  env?: Record<string, string> | undefined;
  /** Where the spool and the store live; a fresh folder when not given. */
  dataDir?: string | undefined;
  /** The store when it is not the server's own. */
  store?: StoreAddress | undefined;
  maxBatches?: number | undefined;
}

export interface Round {
  dataDir: string;
  port: number;
  ledger: Ledger;
  client: LoadClient;
  /** The running server. */
  server: RunningServer;
  /** How long each start took until it took events. */
  readyMs: number[];
  /** Starts the server again, with this added to its environment. */
  restart(env?: Record<string, string>): RunningServer;
  killEngine(): boolean;
  /** Ends the load, lets everything be stored, kills everything once more, and compares. */
  finish(): Promise<Verdict & { stored: boolean }>;
}

const DRAIN_WITHIN_MS = 180_000;
const ENGINE_WITHIN_MS = 120_000;
const MAX_BATCHES = 4_000_000;

/** A server under load, with all that is needed to hurt it and to judge it afterwards. */
export async function startRound(options: RoundOptions): Promise<Round> {
  const { context, name, batchesPerSecond, padding = 0, env = {}, store } = options;
  const scratch = mkdtempSync(join(tmpdir(), `trodden-kill-${name}-`));
  const dataDir = options.dataDir ?? join(scratch, 'data');
  mkdirSync(dataDir, { recursive: true });
  const port = await freePort();
  const prefix = Math.floor(context.random() * 0xffffffff)
    .toString(16)
    .padStart(8, '0');
  const ledger = createLedger(join(scratch, 'ledger.bin'), prefix, options.maxBatches ?? MAX_BATCHES);
  const readyMs: number[] = [];

  function launch(extra: Record<string, string> = {}): RunningServer {
    const started = startServer({ cli: context.cli, dataDir, port, env: { ...env, ...extra } });
    void started.readyMs.then((ms) => ms !== undefined && readyMs.push(ms));
    return started;
  }

  const round: Round = {
    dataDir,
    port,
    ledger,
    server: launch(),
    readyMs,
    client: startClient({ port, key: KEY, ledger, random: context.random, batchesPerSecond, padding }),
    restart(extra) {
      round.server = launch(extra);
      return round.server;
    },
    killEngine: () => killQuietly(enginePid(dataDir)),
    async finish() {
      if (!(await endedWithin(round.client.finish()))) context.say('  not everything was acknowledged in time');
      const stored = await waitUntilStored(port, DRAIN_WITHIN_MS);
      round.server.kill();
      await round.server.exit;
      round.restart();
      await round.server.readyMs;
      await waitUntilStored(port, DRAIN_WITHIN_MS);
      const address = store ?? (await engineOf(dataDir));
      const verdict = await verify(address, ledger);
      round.server.kill('SIGTERM');
      await round.server.exit;
      ledger.close();
      if (verdict.lost + verdict.doubled + verdict.foreign === 0 && stored) {
        rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
      } else {
        context.say(`  kept for a look: ${scratch}`);
      }
      return { ...verdict, stored };
    },
  };
  if ((await round.server.readyMs) === undefined) throw new Error(`The server does not start; see ${dataDir}.log`);
  return round;
}

async function endedWithin(work: Promise<void>): Promise<boolean> {
  return Promise.race([work.then(() => true), sleep(DRAIN_WITHIN_MS, false, { ref: false })]);
}

/** Events are taken before the engine is up, so it may still be starting. */
async function engineOf(dataDir: string): Promise<StoreAddress> {
  const until = Date.now() + ENGINE_WITHIN_MS;
  while (Date.now() < until) {
    const found = await findEngine(dataDir);
    if (found !== undefined) return found;
    await sleep(100);
  }
  throw new Error(`No engine answers in ${dataDir}`);
}
