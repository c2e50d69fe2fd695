import { type ChildProcess, spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import type { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { CHANNEL_FD, type ChildOrders, type ChildReport, STOP } from './channel.ts';
import { ENGINE_THREADS } from './limits.ts';
import { DIRECTORY_VARIABLE } from './orphan.ts';

type Exit = { code: number | null; signal: NodeJS.Signals | null };

export type Launched = {
  pid: number | undefined;
  /** Ready, failed, or undefined when the process ended without a word. */
  report: Promise<ChildReport | undefined>;
  exit: Promise<Exit>;
  /** The last lines the engine printed. */
  printed(): string;
  stop(): void;
};

const KEPT_LINES = 20;
const OWN_EXTENSION = import.meta.url.endsWith('.ts') ? 'ts' : 'js';

export function launch(orders: ChildOrders, onLine: (line: string) => void): Launched {
  const child = spawnChild(orders.directory);
  const printed: string[] = [];
  // Out of file descriptors, spawn gives a child without streams and tells by `error`.
  for (const stream of [child.stdout, child.stderr].filter((each) => each != null)) {
    createInterface({ input: stream }).on('line', (line) => {
      if (line.trim() === '') return;
      printed.push(line);
      if (printed.length > KEPT_LINES) printed.shift();
      onLine(line);
    });
  }
  const exit = new Promise<Exit>((resolve) => {
    child.once('error', () => resolve({ code: null, signal: null }));
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  const channel = child.stdio?.[CHANNEL_FD] as Duplex | undefined;
  channel?.on('error', () => undefined); // it may die before it has read its orders; `exit` tells
  channel?.write(`${JSON.stringify(orders)}\n`);

  return {
    pid: child.pid,
    report: firstReport(child, channel),
    exit,
    printed: () => printed.join('\n'),
    stop: () => void channel?.write(`${STOP}\n`),
  };
}

function spawnChild(directory: string): ChildProcess {
  const entry = fileURLToPath(new URL(`./child.${OWN_EXTENSION}`, import.meta.url));
  // From sources (tests, development) the child needs the same loader, found from where it lies.
  const source = OWN_EXTENSION === 'ts';
  return spawn(process.execPath, [...(source ? ['--import', 'tsx'] : []), entry], {
    // A stdin that stays open and silent: see CHANNEL_FD.
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    ...(source ? { cwd: dirname(entry) } : {}),
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      TZ: 'UTC',
      UV_THREADPOOL_SIZE: String(ENGINE_THREADS),
      [DIRECTORY_VARIABLE]: directory,
    },
  });
}

function firstReport(child: ChildProcess, channel: Duplex | undefined): Promise<ChildReport | undefined> {
  return new Promise((resolve) => {
    child.once('error', () => resolve(undefined));
    if (channel === undefined) return;
    const lines = createInterface({ input: channel });
    lines.once('line', (line) => resolve(JSON.parse(line)));
    lines.once('close', () => resolve(undefined));
  });
}
