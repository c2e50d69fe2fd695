import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReplayAssetAnswer, ShareAnswer } from '../../src/contract/index.ts';
import { expireAssets } from '../../src/replays/index.ts';
import type { RunningServer } from '../../src/server.ts';
import type { StoreClient } from '../../src/store/index.ts';
import { ask, clientOf, codeOf, PUBLIC_KEY, rowsOf, SECRET_KEY, startHere } from '../server/harness.ts';
import { scratchDir } from '../with-engine.ts';
import { chunkOf, move, sendChunkOk, snapshot } from './chunks.ts';

const scratch = scratchDir();
let server: RunningServer;
let client: StoreClient;

beforeAll(async () => {
  server = await startHere(scratch.dir);
  client = await clientOf(scratch.dir);
});
afterAll(async () => {
  await client?.close();
  await server?.stop();
  scratch.remove();
});

const FONT = Buffer.concat([Buffer.from('wOF2'), Buffer.from(Uint8Array.from({ length: 5_000 }, (_, n) => n * 7))]);
const SHEET = Buffer.from('.größe::before{content:"*"}'.repeat(99));
const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

const send = (bytes: Buffer | string, { kind = 'font', hash = '', key = PUBLIC_KEY, headers = {} } = {}) =>
  fetch(`${server.url}/v1/replay/asset?${new URLSearchParams({ key, kind, hash })}`, {
    method: 'POST',
    body: typeof bytes === 'string' ? bytes : new Uint8Array(bytes),
    headers: { 'content-type': 'text/plain', ...headers },
  });
const sendOk = async (...given: Parameters<typeof send>) => (await (await send(...given)).json()) as ReplayAssetAnswer;

describe('styles and fonts of recorded pages', () => {
  test.each([
    ['font', FONT],
    ['sheet', SHEET],
  ])('a %s is asked about, brought once, and read back byte for byte', async (kind, bytes) => {
    const hash = hashOf(bytes);
    expect(await sendOk('', { kind, hash })).toEqual({ ok: true, has: false });
    expect((await ask(server.url, `/api/replay-assets/${hash}`)).status).toBe(404);
    for (let times = 0; times < 2; times++)
      expect(await sendOk(bytes, { kind, hash })).toEqual({ ok: true, has: true });
    expect(await sendOk('', { kind, hash })).toEqual({ ok: true, has: true });
    const answer = await ask(server.url, `/api/replay-assets/${hash}`);
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
    // Nobody's browser takes it for a page of ours.
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    const [stored] = await rowsOf<{ n: number }>(
      client,
      `SELECT toUInt32(count()) AS n FROM replay_assets WHERE hash = '${hash}'`,
    );
    expect(stored?.n).toBe(1);
  });

  test('only its own bytes are kept under a hash, and only what it is called', async () => {
    const page = Buffer.from('<script>alarm()</script>');
    const large = Buffer.concat([FONT, Buffer.alloc(262_144)]);
    const refused = await Promise.all([
      send(SHEET, { kind: 'sheet', hash: hashOf(FONT) }),
      send(page, { hash: hashOf(page) }),
      send(large, { hash: hashOf(large) }),
      send(Buffer.from([0xff, 0xfe]), { kind: 'sheet', hash: hashOf(Buffer.from([0xff, 0xfe])) }),
      send('', { kind: 'script', hash: hashOf(page) }),
      send('', { hash: '../../etc' }),
      send('', { hash: hashOf(page), key: 'pk_nobody' }),
      send(Buffer.alloc(1_100_000), { kind: 'sheet', hash: hashOf(page) }),
      send('', { hash: hashOf(page), headers: { 'content-type': 'text/html' } }),
    ]);
    expect(await Promise.all(refused.map(codeOf))).toEqual([
      ...Array(4).fill('INVALID_BATCH'),
      'INVALID_QUERY',
      'INVALID_QUERY',
      'UNKNOWN_KEY',
      'TOO_LARGE',
      'UNSUPPORTED_MEDIA_TYPE',
    ]);
  });

  test('who has no right to the replays has none to them; who has a link has it as long as the link', async () => {
    const hash = hashOf(SHEET);
    await sendOk(SHEET, { kind: 'sheet', hash });
    const path = `/api/replay-assets/${hash}`;
    expect((await fetch(server.url + path)).status).toBe(401);
    const now = Date.now();
    await sendChunkOk(server.url, chunkOf([snapshot(now - 9), move(now)], { session_id: 's-look' }));
    const until = Date.now() + 30_000;
    while ((await ask(server.url, '/api/replays/s-look')).status !== 200 && Date.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 100));
    const authorization = `Bearer ${SECRET_KEY}`;
    const shared = await fetch(`${server.url}/api/replays/s-look/share`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: '{"expires_in_s":60}',
    });
    const { url, share_id } = (await shared.json()) as ShareAnswer;
    expect(await (await fetch(`${url}/assets/${hash}`)).text()).toBe(SHEET.toString());
    await fetch(`${server.url}/api/shares/${share_id}`, { method: 'DELETE', headers: { authorization } });
    expect((await fetch(`${url}/assets/${hash}`)).status).toBe(410);
  });

  test('what pages still ask for stays, what none has asked for is thrown away with the recordings', async () => {
    const DAY_MS = 86_400_000;
    const [asked, forgotten] = ['a'.repeat(64), 'b'.repeat(64)];
    const old = new Date(Date.now() - 40 * DAY_MS).toISOString().slice(0, 10);
    await client.insert({
      table: 'replay_assets',
      values: [asked, forgotten].map((hash) => ({ project: 'default', hash, kind: 'sheet', seen_on: old, body: 'a' })),
      format: 'JSONEachRow',
    });
    expect(await sendOk('', { kind: 'sheet', hash: asked as string })).toEqual({ ok: true, has: true });
    await expireAssets(client, { project: 'default', endedBeforeMs: Date.now() - 30 * DAY_MS });
    const left = await rowsOf<{ hash: string }>(client, `SELECT DISTINCT hash FROM replay_assets WHERE body = 'a'`);
    expect(left).toEqual([{ hash: asked }]);
  });
});
