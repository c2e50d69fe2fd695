import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { EventAck, OverviewAnswer } from '../../src/contract/index.ts';
import { startEngine } from '../../src/embedded/index.ts';
import { createStoreClient } from '../../src/store/index.ts';
import { until } from '../embedded/process.ts';
import { batchOf, send } from '../server/batch.ts';
import { askOk, type CliRun, cli, PUBLIC_KEY, rowsOf, SECRET_KEY } from '../server/harness.ts';
import { scratchDir } from '../with-engine.ts';
import { startTlsProxy } from './tls.ts';

const WITHIN_MS = 180_000;

/** A server that can be killed and begun again on its own data directory. */
function nodeAt(dataDir: string, settings: Record<string, string>) {
  let run: CliRun = cli(['start'], { TRODDEN_DATA_DIR: dataDir, ...settings });
  return {
    url: () => run.ready,
    async killAndRestart() {
      run.child.kill('SIGKILL');
      await run.ended;
      run = cli(['start'], { TRODDEN_DATA_DIR: dataDir, ...settings });
      await run.ready;
    },
    async kill() {
      run.child.kill('SIGKILL');
      await run.ended;
    },
    async stop() {
      run.child.kill('SIGTERM');
      return (await run.ended).code;
    },
  };
}

/** Sends batch after batch, each the same bytes until its ack comes, as browsers do. */
function startClient(node: { url(): Promise<string> }, name: string) {
  const acked = new Set<string>();
  let isOver = false;
  async function go(): Promise<void> {
    for (let n = 0; !isOver; n++) {
      const batch = batchOf(PUBLIC_KEY, 20, { visitor_id: `${name}-${n % 50}`, session_id: `${name}-${n % 50}` });
      for (;;) {
        const answer = await node
          .url()
          .then((url) => send(url, batch))
          .then(async (response) => (response.ok ? ((await response.json()) as EventAck) : undefined))
          .catch(() => undefined);
        if (answer?.batch_id === batch.batch_id) break;
        await delay(50);
      }
      for (const { event_id } of batch.events) acked.add(event_id);
      await delay(5);
    }
  }
  const going = go();
  return {
    acked,
    async stop() {
      isOver = true;
      await going;
    },
  };
}

test(
  'two servers on one store elsewhere, over TLS, through kills of store and servers: nothing lost, nothing twice',
  async () => {
    const scratch = scratchDir();
    onTestFinished(scratch.remove);
    const storeDir = join(scratch.dir, 'store');
    mkdirSync(storeDir);
    const engine = await startEngine({ dataDir: storeDir });
    onTestFinished(() => engine.stop());
    const proxy = await startTlsProxy(scratch.dir, Number(new URL(engine.url).port));
    const settings = {
      CLICKHOUSE_URL: `https://${engine.username}:${engine.password}@localhost:${proxy.port}/trodden`,
      NODE_EXTRA_CA_CERTS: proxy.certificate,
      TRODDEN_PUBLIC_KEY: PUBLIC_KEY,
      TRODDEN_SECRET_KEY: SECRET_KEY,
      TRODDEN_RATE_LIMIT: '0',
      TRODDEN_LOG_LEVEL: 'silent',
    };
    const nodes = ['one', 'two'].map((name) => nodeAt(join(scratch.dir, name), settings));
    for (const node of nodes) onTestFinished(() => node.kill());
    const [one, two] = nodes as [(typeof nodes)[0], (typeof nodes)[0]];
    await Promise.all(nodes.map((node) => node.url()));
    const clients = nodes.map((node, n) => startClient(node, `v${n}`));
    const grows = async () => {
      const before = clients.map(({ acked }) => acked.size);
      await until(() => clients.every(({ acked }, n) => acked.size > (before[n] ?? 0) + 200), 30_000);
    };
    const killEngine = () => {
      const pid = engine.pid();
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
    };

    await grows();
    killEngine();
    await grows();
    await one.killAndRestart();
    await grows();
    killEngine();
    await Promise.all([two.killAndRestart(), grows()]);
    await grows();
    for (const client of clients) await client.stop();

    const acked = new Set(clients.flatMap((client) => [...client.acked]));
    const store = createStoreClient({ ...engine, database: 'trodden' });
    const counts = () =>
      rowsOf<{ rows: number; ids: number }>(
        store,
        'SELECT toFloat64(count()) AS rows, toFloat64(uniqExact(event_id)) AS ids FROM events',
      );
    await until(async () => ((await counts().catch(() => []))[0]?.ids ?? 0) >= acked.size, 60_000);
    // One of the two adds them up, whichever leads now; both give the same answer.
    const url = await one.url();
    const total = async (at: string) => (await askOk<OverviewAnswer>(at, '/api/overview')).top_events[0]?.views;
    await until(async () => (await total(url).catch(() => 0)) === acked.size, 90_000);
    expect(await total(await two.url())).toBe(acked.size);
    const [stored] = await counts();
    expect(stored).toEqual({ rows: acked.size, ids: acked.size });
    expect(proxy.connections()).toBeGreaterThan(4);

    expect(await Promise.all(nodes.map((node) => node.stop()))).toEqual([0, 0]);
    await store.close();
    await proxy.close();
  },
  WITHIN_MS,
);
