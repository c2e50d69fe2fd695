import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { goldenBatches } from '../../test/golden/batches.ts';
import { rowOf } from '../../test/row-of.ts';
import { createAdmission } from '../admission/index.ts';
import { createApp } from '../app.ts';
import type { ErrorAnswer, EventAck } from '../contract/index.ts';
import { createCookieless, createDailySalt } from '../cookieless/index.ts';
import { createLog } from '../log.ts';
import { createMetrics } from '../metrics.ts';
import { openSpool, type Spool } from '../spool/index.ts';
import type { BlockSource, Project, ProjectRegistry } from '../store/index.ts';

const NOW = 1_780_000_030_000;
const shop: Project = {
  id: 'shop',
  name: 'Shop',
  enabled: true,
  publicKeys: [],
  secretKeyHashes: [],
  origins: [],
  settings: {},
  createdAtMs: 0,
  version: 1,
};
const projects: Record<string, Project> = {
  pk_golden_0123456789abcdef: shop,
  pk_strict: { ...shop, id: 'strict', origins: ['https://good.example'] },
  pk_gone: { ...shop, id: 'gone', enabled: false, settings: { retired: true } },
  pk_off: { ...shop, id: 'off', enabled: false },
};
const registry = {
  byPublicKey: (key: string) => (Object.hasOwn(projects, key) ? projects[key] : undefined),
  findPublicKey: async () => undefined,
} as unknown as ProjectRegistry;

let dir: string;
let spool: Spool & BlockSource;
let server: Server;
let metrics: ReturnType<typeof createMetrics>;
let url: string;

async function start(rateLimit = 0): Promise<void> {
  dir = mkdtempSync(join(tmpdir(), 'events-route-'));
  const log = createLog('silent');
  metrics = createMetrics();
  spool = await openSpool({ dir, log });
  const app = createApp({
    config: { origins: [], rateLimit, trustProxy: false },
    projects: registry,
    spool,
    countryOf: () => 'DE',
    cookieless: createCookieless(createDailySalt({ dataDir: dir, now: () => NOW })),
    admission: createAdmission(() => NOW),
    identity: { check: async () => 'not_configured' },
    now: () => NOW,
    log,
    metrics,
    routers: [],
  });
  server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/events`;
}

beforeEach(() => start());
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await spool.close();
  rmSync(dir, { recursive: true });
});

const golden = (change: Record<string, unknown> = {}) => ({
  ...structuredClone(goldenBatches['click.json'] as object),
  ...change,
});

async function post(body: unknown, headers: Record<string, string> = {}, query = `?t=${NOW}`) {
  const bytes = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  const response = await fetch(url + query, {
    method: 'POST',
    body: bytes as BodyInit,
    headers: { 'content-type': 'text/plain', ...headers },
  });
  const text = await response.text();
  return { response, status: response.status, text, json: JSON.parse(text) as EventAck & ErrorAnswer };
}

/** The rows that lie in the spool, as the inserter would read them. */
async function storedRows(): Promise<Record<string, unknown>[]> {
  spool.flush();
  const rows: Record<string, unknown>[] = [];
  for (let block = spool.take(); block !== undefined; block = spool.take()) {
    const text = Buffer.from((await spool.read(block)) as never).toString();
    rows.push(...text.trim().split('\n').filter(Boolean).map(rowOf));
  }
  return rows;
}

describe('cookieless', () => {
  test('gets ids of the server, which say nothing of the address; a repeat writes nothing', async () => {
    const batch = golden({ visitor_id: 'c:', session_id: 'c:' });
    await post(batch);
    await post(batch);
    const rows = await storedRows();
    expect(rows).toHaveLength(2);
    for (const row of rows) {
      expect(row.visitor_id).toMatch(/^c:[\w-]{22}$/);
      expect(row.session_id).toMatch(/^[0-9a-f-]{36}$/);
      expect(row).toMatchObject({ tab_id: 't_51', visitor_id: rows[0]?.visitor_id, session_id: rows[0]?.session_id });
    }
    expect(JSON.stringify(rows)).not.toContain('127.0.0');
  });

  test('two agents behind one address are two visitors', async () => {
    for (const [n, agent] of ['one', 'two', 'one'].entries())
      await post(golden({ visitor_id: 'c:', batch_id: `0190b6a0-7b1c-7d3e-8f00-00000000001${n}` }), {
        'user-agent': agent,
      });
    const visitors = (await storedRows()).map((row) => row.visitor_id);
    expect([visitors.length, new Set(visitors).size]).toEqual([6, 2]);
  });
});

describe('taken', () => {
  test('the ack names the batch and the rows are on disk', async () => {
    const { status, json } = await post(golden());
    expect(status).toBe(200);
    expect(json).toEqual({ ok: true, batch_id: '0190b6a0-7b1c-7d3e-8f00-000000000002', accepted: 2, rejected: [] });
    expect(await storedRows()).toMatchObject([
      { project: 'shop', event_type: '$click', country: 'DE', block_id: expect.anything() },
      { project: 'shop', event_type: '$click', auth_state: 'signed-in', user_id: 'user_42' },
    ]);
  });

  test('as text, as JSON, without a type, gzipped with and without the header', async () => {
    const body = (n: number) => JSON.stringify(golden({ batch_id: `0190b6a0-7b1c-7d3e-8f00-00000000010${n}` }));
    expect((await post(body(0), { 'content-type': 'application/json' })).status).toBe(200);
    expect((await post(Buffer.from(body(1)), { 'content-type': '' })).status).toBe(200);
    expect((await post(gzipSync(body(2)))).status).toBe(200);
    expect((await post(gzipSync(body(3)), { 'content-encoding': 'gzip' })).status).toBe(200);
    expect((await post(body(4), { 'content-encoding': 'gzip' })).status).toBe(200);
    expect(await storedRows()).toHaveLength(10);
  });

  test('a bad event is refused alone', async () => {
    const batch = golden() as { events: Record<string, unknown>[] };
    batch.events[0] = { ...batch.events[0], event_at_ms: 1 };
    const { status, json } = await post(batch);
    expect(status).toBe(200);
    expect(json).toMatchObject({
      accepted: 1,
      rejected: [{ index: 0, event_id: '0190b6a0-7b1c-7d3e-8f01-000000000002', code: 'TIMESTAMP_OUT_OF_RANGE' }],
    });
    expect(await storedRows()).toHaveLength(1);
  });

  test('a batch of nothing but bad events is answered all the same, and remembered', async () => {
    const batch = golden({ events: [1, null, 'x'] });
    const first = await post(batch);
    expect(first.json).toMatchObject({ ok: true, accepted: 0, rejected: [{ index: 0 }, { index: 1 }, { index: 2 }] });
    expect((await post(batch)).text).toBe(first.text);
    const [trace, ...more] = await storedRows();
    // Its first fields are those of an event.
    expect(trace).toMatchObject({ project: 'shop', batch_seq: 1, received_at: NOW });
    expect(more).toEqual([]);
  });

  test('a repeat gets the same ack and writes nothing, whenever it comes', async () => {
    const batch = golden() as { events: Record<string, unknown>[] };
    batch.events.push({ ...batch.events[0] });
    const answers = await Promise.all([post(batch), post(batch), post(batch)]);
    answers.push(await post(batch));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers[0]?.json).toMatchObject({ accepted: 2, rejected: [{ index: 2, code: 'DUPLICATE_EVENT_ID' }] });
    expect(await storedRows()).toHaveLength(2);
  });
});

describe('refused', () => {
  test.each<[string, unknown, Record<string, string>, number, string]>([
    ['no JSON', '{"a":', {}, 400, 'INVALID_JSON'],
    ['nothing', '', {}, 400, 'INVALID_JSON'],
    ['null', 'null', {}, 400, 'INVALID_BATCH'],
    ['a list', '[]', {}, 400, 'INVALID_BATCH'],
    ['a wrong field', golden({ batch_seq: -1 }), {}, 400, 'INVALID_BATCH'],
    ['no events', golden({ events: [] }), {}, 400, 'INVALID_BATCH'],
    ['too many events', golden({ events: Array(501).fill({}) }), {}, 400, 'INVALID_BATCH'],
    ['signed-in nobody', golden({ auth: { state: 'signed-in' } }), {}, 400, 'INVALID_BATCH'],
    ['too large', ' '.repeat(1_048_577), {}, 413, 'TOO_LARGE'],
    ['compressed twice', gzipSync(gzipSync('{}')), {}, 400, 'INVALID_ENCODING'],
    ['a foreign type', golden(), { 'content-type': 'text/html' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['an unknown key', golden({ key: 'pk_nobody' }), {}, 401, 'UNKNOWN_KEY'],
    ['a key of the prototype', golden({ key: 'constructor' }), {}, 401, 'UNKNOWN_KEY'],
    ['a project that was retired', golden({ key: 'pk_gone' }), {}, 410, 'PROJECT_GONE'],
    ['a project that is off', golden({ key: 'pk_off' }), {}, 403, 'ANALYTICS_NOT_ENABLED'],
    ['a foreign origin', golden({ key: 'pk_strict' }), { origin: 'https://evil.example' }, 403, 'ORIGIN_NOT_ALLOWED'],
  ])('%s', async (_name, body, headers, status, code) => {
    const answer = await post(body, headers);
    expect(answer.status).toBe(status);
    expect(answer.json.error.code).toBe(code);
    expect(Object.keys(answer.json.error)).toEqual(['code', 'message', 'hint']);
    expect(answer.text).not.toMatch(/\n|node_modules|\.ts\b/);
    expect(await storedRows()).toEqual([]);
  });

  test('the path of the fault is named, its value is not', async () => {
    const { json, text } = await post(golden({ auth: { state: 'secret-value' } }));
    expect(json.error.message).toMatch(/^auth\.state: /);
    expect(text).not.toContain('secret-value');
  });

  test('other methods and other paths', async () => {
    const get = await fetch(url);
    expect(get.status).toBe(405);
    expect(get.headers.get('allow')).toBe('POST, OPTIONS');
    expect(((await get.json()) as ErrorAnswer).error.code).toBe('METHOD_NOT_ALLOWED');
    const lost = await fetch(`${url}/nothing`);
    expect(lost.status).toBe(404);
    expect(((await lost.json()) as ErrorAnswer).error.code).toBe('NOT_FOUND');
    const odd = await fetch(url.replace('/v1/events', '/%E0%A4%A'));
    expect(odd.status).toBeLessThan(500);
  });

  test('too many requests, with the time to wait', async () => {
    server.closeAllConnections();
    server.close();
    await spool.close();
    rmSync(dir, { recursive: true });
    await start(2);
    const statuses = [];
    for (let n = 0; n < 3; n++) {
      const { status, response } = await post(golden({ batch_id: `0190b6a0-7b1c-7d3e-8f00-00000000020${n}` }));
      statuses.push([status, response.headers.get('retry-after')]);
    }
    expect(statuses).toEqual([
      [200, null],
      [200, null],
      [429, '30'],
    ]);
  });

  test('a spool that is closed asks for a retry', async () => {
    await spool.close();
    const { status, json, response } = await post(golden());
    expect(status).toBe(503);
    expect(json.error.code).toBe('SHUTTING_DOWN');
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('a browser', () => {
  test('may read acks and refusals of origins that are allowed', async () => {
    const good = await post(golden({ key: 'pk_strict' }), { origin: 'https://good.example' });
    expect(good.status).toBe(200);
    expect(good.response.headers.get('access-control-allow-origin')).toBe('https://good.example');
    expect(good.response.headers.get('access-control-allow-credentials')).toBeNull();
    expect(good.response.headers.get('vary')).toBe('Origin');
    const refused = await post('{', { origin: 'https://any.example' });
    expect(refused.response.headers.get('access-control-allow-origin')).toBe('https://any.example');
    expect(refused.response.headers.get('access-control-expose-headers')).toBe('Retry-After');
  });

  test('may not read what a foreign origin gets', async () => {
    const evil = await post(golden({ key: 'pk_strict' }), { origin: 'https://evil.example' });
    expect(evil.response.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('gets its preflight answered', async () => {
    const preflight = await fetch(url, { method: 'OPTIONS', headers: { origin: 'https://a.example' } });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-methods')).toBe('POST');
    expect(preflight.headers.get('access-control-allow-headers')).toMatch(/content-type/i);
  });
});

test('everything is counted by outcome', async () => {
  await post(golden());
  await post(golden());
  await post('{');
  const text = await metrics.registry.metrics();
  expect(text).toContain('trodden_requests_total{route="/v1/events",outcome="ok"} 2');
  expect(text).toContain('trodden_requests_total{route="/v1/events",outcome="INVALID_JSON"} 1');
  expect(text).toContain('trodden_events_accepted_total 2');
  expect(text).toContain('trodden_batches_repeated_total 1');
});
