import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';
import type { RunningServer } from '../../src/server.ts';
import { PUBLIC_KEY, startHere } from '../server/harness.ts';
import { scratchDir } from '../with-engine.ts';

/** Open to everybody, by decision; each has its own checks. Whatever is not named here must refuse whoever has no secret. */
const PUBLIC = new Set([
  '/livez',
  '/readyz',
  '/metrics',
  '/t.js',
  '/v1/events',
  '/v1/replay',
  '/v1/clickmap/exchange',
  '/v1/clickmap/renew',
  '/share/:code/replay',
  '/share/:code/chunks',
  // Signing in needs something to sign in with, and is tested beside the sessions.
  '/api/session',
]);
const LOOPED = '$'.concat('{kind}');
const AT_ONCE = 100;
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

const scratch = scratchDir();
let server: RunningServer;
beforeAll(async () => {
  server = await startHere(scratch.dir);
});
afterAll(async () => {
  await server.stop();
  scratch.remove();
});

/** Every path that a route is made for, read from the sources: a new one is in the matrix before anybody thinks of it. */
function routesOf(): string[] {
  const dir = join(packageRoot, 'src/routes');
  const files = readdirSync(dir).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  const paths = [...files.map((name) => join(dir, name)), join(packageRoot, 'src/app.ts')].flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\b(?:route|get|post|put|patch|delete)\(\s*\[?['`](\/[^'`]*)['`]/g)].map(
      ([, path = '']) => path,
    ),
  );
  // Made by their names in a loop.
  const named = (path: string) => ['users', 'teams'].map((kind) => path.replace(LOOPED, kind));
  return [...new Set(paths.flatMap((path) => (path.includes(LOOPED) ? named(path) : [path])))];
}

const WRONG: Record<string, Record<string, string>> = {
  nothing: {},
  'the public key': { authorization: `Bearer ${PUBLIC_KEY}` },
  'a key that nobody has': { authorization: 'Bearer sk_0123456789abcdef0123' },
  'a key as a password': { authorization: `Basic ${Buffer.from(`x:${PUBLIC_KEY}`).toString('base64')}` },
  'a made-up cookie': { cookie: 'trodden_session=eyJyb2xlIjoib3duZXIifQ.AAAA' },
  'the public key as a cookie': { cookie: `trodden_session=${PUBLIC_KEY}` },
};

test('every route but the public ones refuses whoever has no secret, whatever they bring', async () => {
  const routes = routesOf();
  expect(routes.length).toBeGreaterThan(40);
  expect([...PUBLIC].filter((path) => !routes.includes(path))).toEqual([]);
  const attempts = routes
    .filter((path) => !PUBLIC.has(path))
    .flatMap((route) => Object.keys(WRONG).flatMap((what) => METHODS.map((method) => ({ route, what, method }))));
  const opened: string[] = [];
  async function attempt({ route, what, method }: (typeof attempts)[number]): Promise<void> {
    const path = route.replaceAll(/:\w+/g, 'x');
    const body = method === 'GET' ? {} : { body: '{}' };
    const { status } = await fetch(`${server.url}${path}`, { method, headers: WRONG[what] ?? {}, ...body });
    if (![401, 404, 405].includes(status)) opened.push(`${method} ${route} with ${what}: ${status}`);
  }
  // Side by side: the store is asked about an unknown key, which takes half a second, once for all who ask meanwhile.
  for (let n = 0; n < attempts.length; n += AT_ONCE) await Promise.all(attempts.slice(n, n + AT_ONCE).map(attempt));
  expect(opened).toEqual([]);
  expect(attempts.length).toBeGreaterThan(1_000);
});

test('secrets are not taken from the address', async () => {
  for (const query of ['key', 'token', 'secret_key', 'access_token', 'authorization'])
    expect((await fetch(`${server.url}/api/overview?${query}=sk_test_0123456789abcdef`)).status).toBe(401);
});

test('the version of nothing is told to strangers, and no answer is sniffed', async () => {
  const answer = await fetch(`${server.url}/api/overview`);
  expect([answer.headers.get('x-powered-by'), answer.headers.get('server')]).toEqual([null, null]);
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  expect(answer.headers.get('cache-control')).toBe('no-store');
});
