import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { RecentAnswer, RecentEvent } from '../../ingest/src/contract/index.ts';

const CLI = 'ingest/dist/cli.js';
export const SECRET_KEY = 'sk_browser-tests-of-the-dashboard';

export interface TestServer {
  url: string;
  demoUrl: string;
  /** The dashboard link as printed, with its one-time code. */
  link: string;
  publicKey: string;
  dataDir: string;
  events(): Promise<RecentEvent[]>;
  stop(): Promise<void>;
}

const isFree = async (port: number): Promise<boolean> => {
  const probe = createServer();
  const listening = new Promise<boolean>((resolve) => {
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => resolve(true));
  });
  const free = await listening;
  if (free) await new Promise((resolve) => probe.close(resolve));
  return free;
};

/** The demo takes the port after the server's, so two neighbours have to be free. */
async function freePorts(): Promise<number> {
  for (;;) {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const { port } = probe.address() as AddressInfo;
    await new Promise((resolve) => probe.close(resolve));
    if (port < 65_535 && (await isFree(port + 1))) return port;
  }
}

async function loadSample(env: NodeJS.ProcessEnv, events: number): Promise<void> {
  const sample = ['demo', '--events', String(events), '--users', '800', '--days', '35', '--seed', '3'];
  const loading = spawn(process.execPath, [CLI, ...sample], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = await once(loading, 'exit');
  if (code !== 0) throw new Error(`The sample data could not be loaded: exit ${code}`);
}

/** The built server with its demo site, as `npm start` starts it, on a data directory that is empty but for the sample. */
export async function startServer({ sampleEvents = 0 } = {}): Promise<TestServer> {
  if (!existsSync(CLI)) throw new Error('The server is not built. Run: npm run build');
  const dataDir = await mkdtemp(join(tmpdir(), 'trodden-dashboard-'));
  const env = {
    ...process.env,
    PORT: String(await freePorts()),
    TRODDEN_DATA_DIR: dataDir,
    TRODDEN_SECRET_KEY: SECRET_KEY,
    TRODDEN_LOG_LEVEL: 'error',
  };
  if (sampleEvents > 0) await loadSample(env, sampleEvents);
  const child = spawn(process.execPath, [CLI, 'start', '--demo'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  child.stderr.on('data', (text: Buffer) => said.push(text.toString()));
  const lines = createInterface({ input: child.stdout });
  let url = '';
  for await (const line of lines) {
    said.push(`${line}\n`);
    url = /^trodden ready (\S+)$/.exec(line)?.[1] ?? '';
    if (url) break;
  }
  const printed = said.join('');
  const link = /Dashboard\s+(\S+)/.exec(printed)?.[1] ?? '';
  const demoUrl = /Demo page\s+(\S+)\//.exec(printed)?.[1] ?? '';
  const publicKey = /data-key="(pk_\w+)"/.exec(printed)?.[1] ?? '';
  if (!url || !link || !demoUrl || !publicKey) throw new Error(`The server did not start:\n${printed}`);
  child.stdout.resume();

  return {
    url,
    link,
    demoUrl,
    publicKey,
    dataDir,
    async events() {
      const answer = await fetch(`${url}/api/events/recent?limit=1000`, {
        headers: { authorization: `Bearer ${SECRET_KEY}` },
      });
      return ((await answer.json()) as RecentAnswer).events;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error(`The server was gone before the test ended:\n${said.join('')}`);
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}
