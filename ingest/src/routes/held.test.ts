import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { chunkOf, move } from '../../test/replay/chunks.ts';
import { createAdmission } from '../admission/index.ts';
import { createApp } from '../app.ts';
import type { ErrorAnswer } from '../contract/index.ts';
import { createCookieless, createDailySalt } from '../cookieless/index.ts';
import { createLog } from '../log.ts';
import { createMetrics } from '../metrics.ts';
import { openSpool, type Spool } from '../spool/index.ts';
import type { Project, ProjectRegistry } from '../store/index.ts';

setFlagsFromString('--expose_gc');
const collectGarbage = runInNewContext('gc') as () => void;

const MIB = 1_048_576;
const AT_ONCE = 16;
const KEY = 'pk_known';
const shop: Project = {
  id: 'shop',
  name: 'Shop',
  enabled: true,
  publicKeys: [KEY],
  secretKeyHashes: [],
  origins: [],
  settings: {},
  createdAtMs: 0,
  version: 1,
};

/** Settles when the test says so, and knows how many wait for it. */
function createGate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const gate = {
    asked: 0,
    open,
    pass() {
      gate.asked += 1;
      return opened;
    },
  };
  return gate;
}

let dir: string;
let spool: Awaited<ReturnType<typeof openSpool>>;
let server: Server;
let url: string;
let store: ReturnType<typeof createGate>;
let recall: ReturnType<typeof createGate> | undefined;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'held-'));
  store = createGate();
  recall = undefined;
  const log = createLog('silent');
  spool = await openSpool({ dir, log });
  const app = createApp({
    config: { origins: [], rateLimit: 0, trustProxy: false },
    projects: {
      byPublicKey: (key: string) => (key === KEY ? shop : undefined),
      findPublicKey: () => store.pass().then(() => undefined),
    } as unknown as ProjectRegistry,
    spool: {
      ...spool,
      recall: (project, id) => (recall === undefined ? spool.recall(project, id) : recall.pass().then(() => undefined)),
    } satisfies Spool,
    countryOf: () => '',
    cookieless: createCookieless(createDailySalt({ dataDir: dir, now: Date.now })),
    admission: createAdmission(Date.now),
    identity: { check: async () => 'not_configured' },
    now: Date.now,
    log,
    metrics: createMetrics(),
    routers: [],
  });
  server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  store.open();
  recall?.open();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await spool.close();
  rmSync(dir, { recursive: true });
});

async function post(path: string, body: Uint8Array): Promise<string> {
  const response = await fetch(`${url}${path}`, { method: 'POST', body: body as Uint8Array<ArrayBuffer> });
  const { error } = (await response.json()) as Partial<ErrorAnswer>;
  return `${response.status} ${error?.code ?? 'ok'}`;
}

/** Small on the wire; numbers in lists take more memory than their text does. */
const bomb = (key: string, bytes: number) => ({
  key,
  events: [{ type: 3, timestamp: Date.now(), data: Array(Math.floor(bytes / 2)).fill(0) }],
  // Not even a bomb may shrink a thousand times.
  release: randomBytes(90).toString('base64'),
});
const chunk = (key: string, bytes = 0) =>
  gzipSync(JSON.stringify({ ...chunkOf([move(Date.now())]), ...(bytes === 0 ? { key } : bomb(key, bytes)) }));
const batch = (key: string, bytes: number) => {
  const { events, first_event_at_ms, last_event_at_ms, chunk_id, chunk_seq, ...common } = chunkOf([move(Date.now())]);
  const envelope = { ...common, batch_id: randomUUID(), batch_seq: 0, sdk_version: '1', pages: [] };
  const filling = randomBytes(9_000).toString('base64');
  const all = { ...envelope, ...bomb(key, bytes) };
  return gzipSync(JSON.stringify({ ...all, events: [...all.events, { filling }] }));
};

function memoryMiB(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / MIB;
}

test.each([
  ['/v1/replay', () => chunk('pk_nobody', 6 * MIB)],
  ['/v1/events', () => batch('pk_nobody', 0.9 * MIB)],
])(
  '%s: while the store is asked about a key, only what travelled is kept',
  async (path, body) => {
    const bodies = Array.from({ length: AT_ONCE }, body);
    expect(bodies[0]?.length).toBeLessThan(12_000);
    const before = memoryMiB();
    const answers = Promise.all(bodies.map((bytes) => post(path, bytes)));
    await vi.waitFor(() => expect(store.asked).toBe(AT_ONCE), 30_000);
    expect(memoryMiB() - before).toBeLessThan(20);
    expect(await post('/v1/replay', chunk(KEY))).toBe('200 ok');
    store.open();
    expect(new Set(await answers)).toEqual(new Set(['401 UNKNOWN_KEY']));
  },
  60_000,
);

test('inflated chunks have a limit together until they are admitted, and it is given back', async () => {
  recall = createGate();
  const gate = recall;
  const answers = Promise.all(Array.from({ length: AT_ONCE }, () => post('/v1/replay', chunk(KEY, 6 * MIB))));
  let settled = 0;
  void answers.then(() => (settled = AT_ONCE));
  await vi.waitFor(() => expect(gate.asked).toBeGreaterThanOrEqual(10), 30_000);
  expect(settled).toBe(0);
  gate.open();
  const refused = (await answers).filter((answer) => answer === '503 SPOOL_FULL');
  expect(refused.length).toBeGreaterThanOrEqual(AT_ONCE - 10);
  recall = undefined;
  for (let n = 0; n < AT_ONCE; n++) expect(await post('/v1/replay', chunk(KEY))).toBe('200 ok');
}, 60_000);
