import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from '../../src/commands/index.ts';
import type { BatchAuth } from '../../src/contract/index.ts';
import { type RunningServer, startServer } from '../../src/server.ts';
import type { StoreClient } from '../../src/store/index.ts';
import { until } from '../embedded/process.ts';
import { batchOf, sendOk } from '../server/batch.ts';
import { clientOf, PUBLIC_KEY, rowsOf, testConfig } from '../server/harness.ts';
import { scratchDir } from '../with-engine.ts';

const SECRET = 'a shared secret of at least thirty-two characters';
const CHANGES_SEEN_WITHIN_MS = 10_000;

const scratch = scratchDir();
const outside = scratchDir();
const tokens: string[] = [];
let logged = '';
let server: RunningServer;
let keys: Server;
let client: StoreClient;
let pair: Awaited<ReturnType<typeof generateKeyPair>>;

beforeAll(async () => {
  pair = await generateKeyPair('RS256', { extractable: true });
  const set = JSON.stringify({ keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'k1' }] });
  keys = createServer((_request, response) => response.end(set)).listen(0, '127.0.0.1');
  const log = pino({ level: 'trace' }, { write: (line: string) => (logged += line) });
  server = await startServer(testConfig(scratch.dir), { log });
  client = await clientOf(scratch.dir);
});
afterAll(async () => {
  await client.close();
  await server.stop();
  keys.close();
  scratch.remove();
  outside.remove();
});

async function project(...args: string[]): Promise<string> {
  let said = '';
  const keep = (text: string) => {
    said += text;
  };
  const code = await runCommand(
    ['project', 'identity', 'default', ...args],
    { TRODDEN_DATA_DIR: scratch.dir },
    { out: keep, err: keep },
  );
  expect({ code, said }).toMatchObject({ code: 0 });
  return said;
}

const keysUrl = () => `http://127.0.0.1:${(keys.address() as AddressInfo).port}/jwks`;
const inAnHour = () => Math.floor(Date.now() / 1_000) + 3_600;

async function bySecret(sub: string): Promise<string> {
  const jwt = new SignJWT({ sub, exp: inAnHour() }).setProtectedHeader({ alg: 'HS256' });
  return jwt.sign(new TextEncoder().encode(SECRET));
}
async function byKey(sub: string): Promise<string> {
  const jwt = new SignJWT({ sub, exp: inAnHour() }).setProtectedHeader({ alg: 'RS256', kid: 'k1' });
  return jwt.sign(pair.privateKey);
}

/** Sends two events and answers how they were marked. */
async function markOf(auth: BatchAuth): Promise<boolean> {
  if (auth.token !== undefined) tokens.push(auth.token);
  const batch = batchOf(PUBLIC_KEY, 2, { auth });
  expect(await sendOk(server.url, batch)).toMatchObject({ accepted: 2, rejected: [] });
  const query = `SELECT is_verified, user_id FROM events WHERE batch_id = '${batch.batch_id}'`;
  let rows: { is_verified: boolean; user_id: string }[] = [];
  await until(async () => {
    rows = await rowsOf(client, query);
    return rows.length === 2;
  }, CHANGES_SEEN_WITHIN_MS);
  expect(rows.map(({ user_id }) => user_id)).toEqual([auth.user_id ?? '', auth.user_id ?? '']);
  const [first] = rows;
  expect(rows[1]?.is_verified).toBe(first?.is_verified);
  return first?.is_verified === true;
}

const ada = (token: string): BatchAuth => ({ state: 'signed-in', user_id: 'ada', token });

test('published keys prove users; a bad token costs the mark, never the batch', async () => {
  expect(await markOf(ada(await byKey('ada')))).toBe(false);
  expect(await project('--jwks-url', keysUrl())).toMatch(/identity: +on\njwks url: +http:\/\/127/);
  await until(async () => markOf(ada(await byKey('ada'))), CHANGES_SEEN_WITHIN_MS);
  expect(await markOf(ada(await byKey('grace')))).toBe(false);
  expect(await markOf(ada('not a token'))).toBe(false);
  expect(await markOf({ state: 'anonymous', token: await byKey('ada') })).toBe(false);
  expect(await markOf({ state: 'signed-in', user_id: 'ada' })).toBe(false);
});

test('so does a shared secret, which nobody gets to see again', async () => {
  const file = join(outside.dir, 'secret');
  writeFileSync(file, `${SECRET}\n`);
  const shown = await project('--secret-file', file);
  expect(shown).toMatch(/keys: +a shared secret/);
  await until(async () => markOf(ada(await bySecret('ada'))), CHANGES_SEEN_WITHIN_MS);
  expect(await markOf(ada(await byKey('ada')))).toBe(false);
  expect(shown + (await project())).not.toContain(SECRET);
  expect(await project('--off')).toMatch(/identity: +off/);
  await until(async () => !(await markOf(ada(await bySecret('ada')))), CHANGES_SEEN_WITHIN_MS);
});

test('what they proved is counted', async () => {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  for (const outcome of ['verified', 'wrong_user', 'bad_token', 'not_configured', 'no_user'])
    expect(text).toMatch(new RegExp(`trodden_identity_checks_total\\{outcome="${outcome}"\\} [1-9]`));
});

test('no token is on the disk or in the log', async () => {
  // The store's own files are compressed, so its rows are read instead.
  const rows = await rowsOf<object>(client, 'SELECT * FROM events');
  const isFile = (name: string) => statSync(join(scratch.dir, name)).isFile();
  const files = [
    ...readdirSync(scratch.dir).filter(isFile),
    ...readdirSync(join(scratch.dir, 'spool'), { recursive: true, encoding: 'utf8' })
      .map((name) => join('spool', name))
      .filter(isFile),
  ];
  expect(rows.length).toBeGreaterThan(10);
  expect(files.filter((name) => name.startsWith('spool')).length).toBeGreaterThan(0);
  const texts = [logged, JSON.stringify(rows), ...files.map((name) => readFileSync(join(scratch.dir, name), 'latin1'))];
  for (const token of tokens) {
    const [, payload = token, signature = token] = token.split('.');
    for (const text of texts) expect([text.includes(payload), text.includes(signature)]).toEqual([false, false]);
  }
});
