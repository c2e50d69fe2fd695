import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ClickmapLinkAnswer, ClickmapTokenAnswer } from '../../src/contract/index.ts';
import { newProject } from '../../src/process/default-project.ts';
import type { RunningServer } from '../../src/server.ts';
import { createProjectRegistry } from '../../src/store/index.ts';
import { createOverlayTokens, openKeyRing, rotateKeys } from '../../src/tokens/index.ts';
import { createMac } from '../../src/tokens/mac.ts';
import { until } from '../embedded/process.ts';
import { clientOf, codeOf, SECRET_KEY, startHere } from '../server/harness.ts';
import { scratchDir, silentLog } from '../with-engine.ts';
import { ORIGIN, overlayClient, type Said, saidBy } from './overlay-client.ts';

const OTHER_KEY = 'sk_other_0123456789abcdef';
const MAP = '/v1/clickmap?path=/pricing';

const scratch = scratchDir();
let server: RunningServer;
let overlay: ReturnType<typeof overlayClient>;
let good: string;
/** What a token that is nothing at all is told: everything else must be told the same. */
let refusal: Said;
beforeAll(async () => {
  server = await startHere(scratch.dir, { TRODDEN_ORIGINS: `${ORIGIN},https://docs.example` });
  overlay = overlayClient(server.url);
  const client = await clientOf(scratch.dir);
  const projects = createProjectRegistry({ client: () => client, log: silentLog });
  await projects.refresh();
  const { project } = newProject({
    id: 'other',
    name: 'Other',
    secretKey: OTHER_KEY,
    origins: ['https://other.example'],
  });
  await projects.save(project);
  await client.close();
  await until(
    async () => (await overlay.link({ path: '/', origin: 'https://other.example' }, OTHER_KEY)).status === 200,
    10_000,
  );
  good = await overlay.tokenFor('/pricing');
  refusal = await saidBy(await overlay.ask(MAP, 'nothing'));
}, 60_000);
afterAll(async () => {
  await server.stop();
  scratch.remove();
});

const ring = () => openKeyRing(scratch.dir);
const tokens = () => createOverlayTokens(ring(), { byId: () => undefined });
const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
/** Signed with the server's own key, for the server's own purpose: what only a fault of ours could let out. */
const signed = (claims: Record<string, unknown>, purpose = 'clickmap overlay v1') =>
  createMac(ring(), purpose).seal(JSON.stringify(claims));
const grant = { project: 'default', origin: ORIGIN, path: '/pricing', epoch: 0 };

/** Signed with a key that somebody made up, under the id of ours. */
function resigned(claims: Record<string, unknown>): string {
  const [id = ''] = good.split('.');
  const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
  const key = Buffer.from(hkdfSync('sha256', randomBytes(32), '', 'trodden clickmap overlay v1', 32));
  return `${id}.${payload}.${createHmac('sha256', key).update(`${id}.${payload}`).digest('base64url')}`;
}

describe('a link, its code and its token', () => {
  test('open the map of one page from one origin', async () => {
    const response = await overlay.link({ path: '/pricing', origin: ORIGIN });
    const { url, expires_at_ms } = (await response.json()) as ClickmapLinkAnswer;
    expect(url).toMatch(/^https:\/\/shop\.example\/pricing#trodden=[\w-]{32}$/);
    expect(expires_at_ms - Date.now()).toBeGreaterThan(50_000);
    expect(expires_at_ms - Date.now()).toBeLessThanOrEqual(60_000);
    const exchanged = await overlay.exchange(url.split('=')[1]);
    expect(exchanged.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    const token = (await exchanged.json()) as ClickmapTokenAnswer;
    expect(token).toEqual({ token: expect.any(String), expires_at_ms: expect.any(Number), path: '/pricing' });
    expect(token.expires_at_ms - Date.now()).toBeLessThanOrEqual(15 * 60_000);
    const map = await overlay.ask(MAP, token.token);
    expect([map.status, map.headers.get('access-control-allow-origin')]).toEqual([200, ORIGIN]);
    expect(await map.json()).toMatchObject({ totals: { clicks: 0 }, elements: [] });
    for (const path of ['/hours?path=/pricing', '/pages', '/compare?path=/pricing&b_release=2'])
      expect((await overlay.ask(`/v1/clickmap${path}`, token.token)).status, path).toBe(200);
  });

  test('the token is renewed, as often as its day lasts', async () => {
    const first = await overlay.tokenFor('/pricing');
    const renewed = (await (await overlay.renew(first)).json()) as ClickmapTokenAnswer;
    expect(renewed.token).not.toBe(first);
    expect((await overlay.ask(MAP, renewed.token)).status).toBe(200);
    expect(claimsOf(renewed.token).since).toBe(claimsOf(first).since);
    const spent = { ...claimsOf(first), since: Date.now() - 13 * 3_600_000 };
    expect(await saidBy(await overlay.renew(signed(spent)))).toEqual(refusal);
  });

  test('a browser may ask before it asks', async () => {
    for (const path of ['/v1/clickmap', '/v1/clickmap/exchange', '/v1/clickmap/renew', '/v1/clickmap/pages']) {
      const response = await fetch(`${server.url}${path}`, {
        method: 'OPTIONS',
        headers: {
          origin: ORIGIN,
          'access-control-request-method': 'GET',
          'access-control-request-headers': 'authorization',
        },
      });
      expect(response.status).toBe(204);
      expect(response.headers.get('access-control-allow-origin')).toBe(ORIGIN);
      expect(response.headers.get('access-control-allow-headers')).toContain('Authorization');
      expect(response.headers.get('access-control-allow-credentials')).toBeNull();
    }
  });

  test('the owner asks with the secret key, and nobody with a token asks for more than maps', async () => {
    const own = await fetch(`${server.url}/api/clickmap?path=/pricing`, {
      headers: { authorization: `Bearer ${SECRET_KEY}` },
    });
    expect(own.status).toBe(200);
    for (const path of ['/api/clickmap?path=/pricing', '/api/overview', '/api/events/recent', '/api/people'])
      expect((await overlay.ask(path, good)).status, path).toBe(401);
  });
});

const forgeries: [string, () => string][] = [
  ['no token', () => ''],
  ['a dot', () => '.'],
  ['three empty parts', () => '..'],
  ['four parts', () => `${good}.x`],
  ['a word', () => 'undefined'],
  ['a secret key', () => SECRET_KEY],
  ['a long word', () => 'A'.repeat(7_000)],
  ['bytes', () => '%00%ff'],
  ['an unsigned JSON web token', () => 'eyJhbGciOiJub25lIn0.eyJwcm9qZWN0IjoiZGVmYXVsdCJ9.'],
  ['without its code', () => good.slice(0, good.lastIndexOf('.'))],
  ['with an empty code', () => good.slice(0, good.lastIndexOf('.') + 1)],
  ['without its key id', () => good.slice(good.indexOf('.') + 1)],
  ['with an unknown key id', () => `AAAAAAAA${good.slice(good.indexOf('.'))}`],
  ['with an empty key id', () => good.slice(good.indexOf('.'))],
  ['with padding', () => `${good}=`],
  ['twice', () => `${good}${good}`],
  ['backwards', () => [...good].reverse().join('')],
  ['in capitals', () => good.toUpperCase()],
  ['with a code of zeros', () => `${good.slice(0, good.lastIndexOf('.') + 1)}${'A'.repeat(43)}`],
  ['with the code of another', () => `${good.slice(0, good.lastIndexOf('.'))}.${signed(grant).split('.')[2]}`],
  ['expired', () => tokens().issue(grant, Date.now() - 11 * 60_000).token],
  ['expired this moment', () => signed({ ...claimsOf(good), exp: Date.now() - 1 })],
  ['of a project that is not', () => signed({ ...claimsOf(good), project: 'nobody' })],
  ['of no project', () => signed({ ...claimsOf(good), project: undefined })],
  ['of a prototype', () => signed({ ...claimsOf(good), project: '__proto__' })],
  ['of another origin', () => signed({ ...claimsOf(good), origin: 'https://evil.example' })],
  ['of an origin like ours', () => signed({ ...claimsOf(good), origin: `${ORIGIN}.evil.example` })],
  ['of an origin in capitals', () => signed({ ...claimsOf(good), origin: ORIGIN.toUpperCase() })],
  ['of an older epoch', () => signed({ ...claimsOf(good), epoch: -1 })],
  ['of a later epoch', () => signed({ ...claimsOf(good), epoch: 1 })],
  ['with an epoch that is a text', () => signed({ ...claimsOf(good), epoch: '0' })],
  ['of another version', () => signed({ ...claimsOf(good), v: 2 })],
  ['of another verb', () => signed({ ...claimsOf(good), verb: 'read:replay' })],
  ['without an end', () => signed({ ...claimsOf(good), exp: undefined })],
  ['with an end that is a text', () => signed({ ...claimsOf(good), exp: '9999999999999' })],
  ['with a list for a path', () => signed({ ...claimsOf(good), path: ['/pricing'] })],
  ['with null for claims', () => signed(null as unknown as Record<string, unknown>)],
  ['with a list for claims', () => signed([] as unknown as Record<string, unknown>)],
  ['signed for the dashboard', () => signed(claimsOf(good), 'dashboard session v1')],
  ['signed for a share', () => signed(claimsOf(good), 'replay share v1')],
  ['signed for nothing', () => signed(claimsOf(good), '')],
  ['signed by somebody else', () => resigned(claimsOf(good))],
  ['signed by somebody else for longer', () => resigned({ ...claimsOf(good), exp: Date.now() + 9e9 })],
  ['signed by somebody else for every page', () => resigned({ ...claimsOf(good), path: '/*' })],
  [
    'with the raw key for a code',
    () =>
      `${good.slice(0, good.lastIndexOf('.') + 1)}${readFileSync(join(scratch.dir, 'signing.key'), 'utf8').slice(0, 43)}`,
  ],
];

describe('a token that is not good is told one thing', () => {
  test.each(forgeries)('%s', async (_what, token) => {
    for (const said of [await overlay.ask(MAP, token()), await overlay.renew(token())])
      expect(await saidBy(said)).toEqual(refusal);
    expect(refusal).toMatchObject({ status: 401, text: expect.stringContaining('"TOKEN_REFUSED"') });
  });

  test.each([0.1, 0.25, 0.5, 0.75, 0.9, 0.99])('cut at %f of its length', async (share) => {
    expect(await saidBy(await overlay.ask(MAP, good.slice(0, Math.floor(good.length * share))))).toEqual(refusal);
  });

  test('changed in any one place', async () => {
    for (let at = 0; at < good.length; at += 11) {
      const forged = `${good.slice(0, at)}${good[at] === 'A' ? 'B' : 'A'}${good.slice(at + 1)}`;
      expect(await saidBy(await overlay.ask(MAP, forged)), String(at)).toEqual(refusal);
    }
  });

  test.each([
    'https://evil.example',
    'null',
    'http://shop.example',
    'https://shop.example:8443',
    'https://docs.example',
    'HTTPS://SHOP.EXAMPLE',
  ])('sent from %s', async (origin) => {
    expect(await saidBy(await overlay.ask(MAP, good, origin))).toEqual(refusal);
    expect(await saidBy(await overlay.renew(good, origin))).toEqual(refusal);
  });

  test('sent as a cookie, in the address, or as a password', async () => {
    const without = await saidBy(
      await fetch(`${server.url}${MAP}&token=${good}`, { headers: { cookie: `token=${good}` } }),
    );
    const basic = await saidBy(await fetch(`${server.url}${MAP}`, { headers: { authorization: `Basic ${good}` } }));
    expect([without, basic]).toEqual([refusal, refusal]);
  });
});

describe('a code that is not good is told the same', () => {
  test('replayed', async () => {
    const code = await overlay.codeFor('/pricing');
    expect((await overlay.exchange(code)).status).toBe(200);
    expect(await saidBy(await overlay.exchange(code))).toEqual(refusal);
  });

  test('tried from elsewhere: burnt, also for its owner', async () => {
    for (const origin of ['https://evil.example', 'https://docs.example', 'null', '']) {
      const code = await overlay.codeFor('/pricing');
      expect(await saidBy(await overlay.exchange(code, origin)), origin).toEqual(refusal);
      expect(await saidBy(await overlay.exchange(code)), origin).toEqual(refusal);
    }
  });

  test.each([
    ['a guess', () => randomBytes(24).toString('base64url')],
    ['nothing', () => ''],
    ['a number', () => 5],
    ['an object', () => ({ $ne: null })],
    ['missing', () => undefined],
    ['too long', () => 'x'.repeat(9_000)],
    ['a token', () => good],
    ['a key of every object', () => 'constructor'],
  ])('%s', async (_what, code) => {
    expect(await saidBy(await overlay.exchange(code()))).toEqual(refusal);
  });

  test('cut or changed', async () => {
    const code = await overlay.codeFor('/pricing');
    for (const other of [code.slice(1), code.slice(0, -1), `${code}A`, code.toLowerCase(), ` ${code}`])
      expect(await saidBy(await overlay.exchange(other))).toEqual(refusal);
    expect((await overlay.exchange(code)).status).toBe(200);
  });
});

describe('a link is made for the project only', () => {
  test.each([
    'https://evil.example',
    'https://shop.example.evil.example',
    'https://shop.example@evil.example',
    'https://evil.example#https://shop.example',
    'http://shop.example',
    'https://shop.example/',
    'https://SHOP.example',
    'https://shop.example:443',
    'javascript:alert(1)',
    'data:text/html,x',
    'null',
    'shop.example',
    '//shop.example',
    'https://other.example',
  ])('%s is refused', async (origin) => {
    const response = await overlay.link({ path: '/pricing', origin });
    expect([response.status, await codeOf(response)]).toEqual([403, 'ORIGIN_NOT_ALLOWED']);
  });

  test.each(['', 'pricing', '/a?b=c', '/a#b', '/a*b', '/**', '/a b', '/a\nb', '\\evil', `/${'x'.repeat(3_000)}`])(
    '%j is no path',
    async (path) => {
      const response = await overlay.link({ path, origin: ORIGIN });
      expect([response.status, await codeOf(response)]).toEqual([400, 'INVALID_QUERY']);
    },
  );

  test('two slashes lead to no other host', async () => {
    const { url } = (await (
      await overlay.link({ path: '//evil.example/x', origin: ORIGIN })
    ).json()) as ClickmapLinkAnswer;
    expect(new URL(url).origin).toBe(ORIGIN);
  });

  test('nobody makes one without a key, and another project makes none of ours', async () => {
    for (const key of ['sk_wrong_0123456789abcdef', 'x', good])
      expect((await overlay.link({ path: '/', origin: ORIGIN }, key)).status).toBe(401);
    const foreign = await fetch(`${server.url}/api/clickmap/link`, {
      method: 'POST',
      body: JSON.stringify({ path: '/', origin: 'https://other.example' }),
      headers: { authorization: `Bearer ${OTHER_KEY}` },
    });
    const { url } = (await foreign.json()) as ClickmapLinkAnswer;
    const token = (await (
      await overlay.exchange(url.split('=')[1], 'https://other.example')
    ).json()) as ClickmapTokenAnswer;
    expect(claimsOf(token.token).project).toBe('other');
    expect(await saidBy(await overlay.ask(MAP, token.token))).toEqual(refusal);
  });
});

describe('a token reads its pages only', () => {
  test.each([
    ['/pricing', '/pricing', 200],
    ['/pricing', '/pricing/', 403],
    ['/pricing', '/', 403],
    ['/pricing', '/pricing2', 403],
    ['/docs/*', '/docs/a', 200],
    ['/docs/*', '/docs/', 200],
    ['/docs/*', '/docs', 403],
    ['/docs/*', '/docsx', 403],
    ['/docs/*', '/docs%2Fa', 200],
    ['/docs/*', '/docs/../secret', 200],
    ['/*', '/anything', 200],
  ] as const)('%s: %s answers %i', async (scope, path, status) => {
    const response = await overlay.ask(`/v1/clickmap?path=${path}`, await overlay.tokenFor(scope));
    expect(response.status).toBe(status);
    if (status === 403) expect(await codeOf(response)).toBe('OUT_OF_SCOPE');
  });
});

describe('what is taken back ends', () => {
  test('by the epoch of the project: tokens and codes', async () => {
    const token = await overlay.tokenFor('/pricing');
    const code = await overlay.codeFor('/pricing');
    const revoked = await fetch(`${server.url}/api/clickmap/revoke`, {
      method: 'POST',
      headers: { authorization: `Bearer ${SECRET_KEY}` },
    });
    expect(await revoked.json()).toEqual({ ok: true });
    expect(await saidBy(await overlay.ask(MAP, token))).toEqual(refusal);
    expect(await saidBy(await overlay.exchange(code))).toEqual(refusal);
    expect((await overlay.ask(MAP, await overlay.tokenFor('/pricing'))).status).toBe(200);
  });

  test('by the second rotation of the signing keys, not by the first', async () => {
    const token = await overlay.tokenFor('/pricing');
    const [id] = token.split('.');
    rotateKeys(scratch.dir);
    await until(async () => (await overlay.tokenFor('/pricing')).split('.')[0] !== id, 20_000);
    expect((await overlay.ask(MAP, token)).status).toBe(200);
    rotateKeys(scratch.dir);
    await until(async () => (await overlay.ask(MAP, token)).status === 401, 20_000);
    expect(await saidBy(await overlay.ask(MAP, token))).toEqual(refusal);
  });
});
