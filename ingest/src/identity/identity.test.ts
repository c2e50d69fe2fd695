import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createLog } from '../log.ts';
import type { Project } from '../store/index.ts';
import { createIdentity, type Identity } from './identity.ts';

const NOW = Date.UTC(2026, 5, 1);
const SECRET = 'a shared secret of at least thirty-two characters';
const MINUTE_MS = 60_000;

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;
const pairs: Record<string, KeyPair> = {};
const pairOf = (name: string) => pairs[name] as KeyPair;
beforeAll(async () => {
  for (const name of ['old', 'new', 'foreign']) pairs[name] = await generateKeyPair('RS256', { extractable: true });
  pairs.curve = await generateKeyPair('ES256', { extractable: true });
});

const published = async (...names: string[]) => ({
  keys: await Promise.all(
    names.map(async (name) => ({ ...(await exportJWK(pairOf(name).publicKey)), kid: name, use: 'sig' })),
  ),
});

let answer: RequestListener;
let asked: number;
let server: Server;
let url: string;
let now: number;
let identity: Identity;
let logged: string;

const serve = (set: unknown) => {
  answer = (_request, response) => response.setHeader('content-type', 'application/json').end(JSON.stringify(set));
};

beforeEach(async () => {
  asked = 0;
  server = createServer((request, response) => {
    asked += 1;
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys.json`;
  now = NOW;
  logged = '';
  const log = createLog('silent');
  log.warn = ((...words: unknown[]) => {
    logged += JSON.stringify(words, (_key, value) => (value instanceof Error ? String(value.stack) : value));
  }) as never;
  identity = createIdentity({ log, now: () => now });
  serve(await published('old'));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const project = (settings: object): Project => ({
  id: 'shop',
  name: 'Shop',
  enabled: true,
  publicKeys: [],
  secretKeyHashes: [],
  origins: [],
  settings: { identity: settings },
  createdAtMs: 0,
  version: 1,
});

const claims = (parts: JWTPayload = {}): JWTPayload => ({ sub: 'ada', exp: NOW / 1_000 + 600, ...parts });

const signed = (pair: string, payload = claims(), header: object = { alg: 'RS256', kid: pair }) =>
  new SignJWT(payload).setProtectedHeader(header as never).sign(pairOf(pair).privateKey);

const check = (token: string, settings: object = { jwks_url: url }, auth: object = {}) =>
  identity.check(project(settings), { state: 'signed-in', user_id: 'ada', token, ...auth } as never);

describe('with published keys', () => {
  test('a good token proves its user, and the keys are fetched once', async () => {
    expect(await check(await signed('old'))).toBe('verified');
    expect(await check(await signed('old'))).toBe('verified');
    expect(asked).toBe(1);
  });

  test('also on a curve, and when the token names no key', async () => {
    serve(await published('old', 'new', 'curve'));
    expect(await check(await signed('curve', claims(), { alg: 'ES256' }))).toBe('verified');
    expect(await check(await signed('new', claims(), { alg: 'RS256' }))).toBe('verified');
    expect(await check(await signed('foreign', claims(), { alg: 'RS256' }))).toBe('bad_token');
  });

  test.each([
    ['another user', { sub: 'grace' }, 'wrong_user'],
    ['nobody', { sub: undefined }, 'wrong_user'],
    ['a list with the user in it', { sub: ['ada'] as never }, 'wrong_user'],
    ['an expired one', { exp: NOW / 1_000 - 61 }, 'expired'],
    ['one without an end', { exp: undefined }, 'bad_token'],
    ['one of tomorrow', { nbf: NOW / 1_000 + 86_400 }, 'bad_token'],
  ])('%s is not proved', async (_what, parts, outcome) => {
    expect(await check(await signed('old', claims(parts as JWTPayload)))).toBe(outcome);
  });

  test('clocks may differ by a minute', async () => {
    expect(await check(await signed('old', claims({ exp: NOW / 1_000 - 50 })))).toBe('verified');
  });

  test('issuer and audience count when they are set', async () => {
    const settings = { jwks_url: url, issuer: 'https://id.example', audience: 'shop' };
    expect(await check(await signed('old'), settings)).toBe('bad_token');
    expect(await check(await signed('old', claims({ iss: 'https://id.example', aud: 'blog' })), settings)).toBe(
      'bad_token',
    );
    const good = claims({ iss: 'https://id.example', aud: ['blog', 'shop'] });
    expect(await check(await signed('old', good), settings)).toBe('verified');
  });

  test('the user id may be in another claim, as a number too', async () => {
    const settings = { jwks_url: url, claim: 'uid' };
    expect(await check(await signed('old', claims({ uid: 42 })), settings, { user_id: '42' })).toBe('verified');
    expect(await check(await signed('old', claims()), settings)).toBe('wrong_user');
  });
});

describe('forged', () => {
  test('a foreign key under a known name', async () => {
    expect(await check(await signed('foreign', claims(), { alg: 'RS256', kid: 'old' }))).toBe('bad_token');
  });

  test('no signature at all', async () => {
    expect(await check(new UnsecuredJWT(claims()).encode())).toBe('bad_token');
  });

  test('the public key as if it were a shared secret', async () => {
    const spki = new TextEncoder().encode(await exportSPKI(pairOf('old').publicKey));
    const forged = await new SignJWT(claims()).setProtectedHeader({ alg: 'HS256', kid: 'old' }).sign(spki);
    expect(await check(forged)).toBe('bad_token');
  });

  test('a key that the token brings itself', async () => {
    const jwk = await exportJWK(pairOf('foreign').publicKey);
    expect(await check(await signed('foreign', claims(), { alg: 'RS256', jwk }))).toBe('bad_token');
    expect(await check(await signed('foreign', claims(), { alg: 'RS256', jku: url, kid: 'foreign' }))).toBe(
      'bad_token',
    );
  });

  test.each(['', '.', '..', 'a.b.c', 'e30.e30.e30', '\u0000', 'x'.repeat(8_000)])('%j', async (token) => {
    expect(await check(token)).toBe('bad_token');
    expect(logged).not.toContain(token || 'never');
  });
});

describe('with a shared secret', () => {
  const bySecret = (secret: string, alg = 'HS256') =>
    new SignJWT(claims()).setProtectedHeader({ alg }).sign(new TextEncoder().encode(secret));

  test('a good one, a wrong one, another algorithm, a key pair', async () => {
    const settings = { secret: SECRET };
    expect(await check(await bySecret(SECRET), settings)).toBe('verified');
    expect(await check(await bySecret(`${SECRET}.`), settings)).toBe('bad_token');
    expect(await check(await bySecret(SECRET, 'HS512'), settings)).toBe('bad_token');
    expect(await check(await signed('old'), settings)).toBe('bad_token');
  });
});

describe('rotation', () => {
  test('a new key is found at once, an invented one does not make us ask again and again', async () => {
    expect(await check(await signed('old'))).toBe('verified');
    serve(await published('old', 'new'));
    now += 31_000;
    expect(await check(await signed('new'))).toBe('verified');
    expect(asked).toBe(2);
    for (let n = 0; n < 20; n++)
      expect(await check(await signed('foreign', claims(), { alg: 'RS256', kid: `invented-${n}` }))).toBe('bad_token');
    expect(asked).toBe(2);
  });

  test('a key that was taken back is refused once the keys are fetched again', async () => {
    const token = await signed('old', claims({ exp: NOW / 1_000 + 86_400 }));
    expect(await check(token)).toBe('verified');
    serve(await published('new'));
    now += 11 * MINUTE_MS;
    await check(token);
    await expect.poll(() => check(token)).toBe('bad_token');
  });
});

describe('when the keys cannot be had', () => {
  const unavailable: [string, RequestListener][] = [
    ['nobody answers', (request) => request.destroy()],
    ['an error page', (_request, response) => response.writeHead(500).end('{"keys":[]}')],
    ['no JSON', (_request, response) => response.end('<html>')],
    ['no keys', (_request, response) => response.end('{"keys":"none"}')],
    ['a redirect', (_request, response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end()],
    [
      'too much',
      (_request, response) => {
        const more = () => {
          while (response.write('x'.repeat(65_536)));
        };
        response.on('drain', more);
        more();
      },
    ],
  ];
  test.each(unavailable)('%s: nothing is proved, and the next batch does not ask again', async (_what, listener) => {
    answer = listener;
    expect(await check(await signed('old'))).toBe('keys_unavailable');
    expect(await check(await signed('old'))).toBe('keys_unavailable');
    expect(asked).toBe(1);
    expect(logged).not.toContain((await signed('old')).slice(0, 40));
    serve(await published('old'));
    now += 31_000;
    expect(await check(await signed('old'))).toBe('verified');
  });

  test('an answer that takes its time holds nobody up, and helps those who come later', async () => {
    const set = JSON.stringify(await published('old'));
    answer = (_request, response) => setTimeout(() => response.end(set), 900);
    const startedAt = performance.now();
    const outcomes = await Promise.all(Array.from({ length: 50 }, async () => check(await signed('old'))));
    expect(new Set(outcomes)).toEqual(new Set(['late']));
    expect(performance.now() - startedAt).toBeLessThan(850);
    await delay(700);
    expect(await check(await signed('old'))).toBe('verified');
    expect(asked).toBe(1);
  });

  test('known keys go on for a day', async () => {
    const token = await signed('old', claims({ exp: NOW / 1_000 + 7 * 86_400 }));
    expect(await check(token)).toBe('verified');
    answer = (request) => request.destroy();
    now += 23 * 60 * MINUTE_MS;
    expect(await check(token)).toBe('verified');
    now += 2 * 60 * MINUTE_MS;
    expect(await check(token)).toBe('keys_unavailable');
  });
});

describe('not asked for', () => {
  test.each([
    ['no settings', null],
    ['a plain address', { jwks_url: 'http://id.example/keys' }],
    ['a host that only looks local', { jwks_url: 'http://localhost.example/keys' }],
    ['a file', { jwks_url: 'file:///etc/passwd' }],
    ['a name and password', { jwks_url: 'https://a:b@id.example/keys' }],
    ['both', { jwks_url: 'https://id.example/keys', secret: SECRET }],
    ['neither', {}],
    ['a short secret', { secret: 'short' }],
  ])('%s', async (_what, settings) => {
    expect(await check(await signed('old'), settings as never)).toBe('not_configured');
    expect(asked).toBe(0);
  });

  test('nobody is signed in', async () => {
    expect(await check(await signed('old'), undefined, { state: 'signed-out' })).toBe('no_user');
    expect(await check(await signed('old'), undefined, { state: 'anonymous', user_id: undefined })).toBe('no_user');
  });
});
