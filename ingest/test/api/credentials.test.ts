import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';
import { type RunningServer, startServer } from '../../src/server.ts';
import { until } from '../embedded/process.ts';
import { ask, PUBLIC_KEY, SECRET_KEY, testConfig } from '../server/harness.ts';
import { scratchDir } from '../with-engine.ts';

/** Open to everybody, by decision; each has its own checks. Whatever is not named here must refuse whoever has no secret. */
const PUBLIC = new Set([
  '/livez',
  '/readyz',
  '/metrics',
  '/t.js',
  '/v1/events',
  '/v1/replay',
  '/v1/replay/asset',
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
/** What the server logged. */
const logged: Record<string, unknown>[] = [];
beforeAll(async () => {
  const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(JSON.parse(line)) });
  server = await startServer(testConfig(scratch.dir), { log });
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

test('who signed in, what was changed and what was handed out is in the log, and nothing of people', async () => {
  logged.length = 0;
  const post = (path: string, method: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${server.url}${path}`, { method, body: JSON.stringify(body), headers });
  const owner = { authorization: `Bearer ${SECRET_KEY}` };
  await post('/api/session', 'POST', { secret_key: 'sk_somebody_guesses_keys' });
  await post('/api/session', 'POST', { secret_key: SECRET_KEY });
  await post('/api/projects/default', 'PATCH', { name: 'Renamed' }, owner);
  await post('/api/people/erase', 'POST', { user_id: 'ada-lovelace' });
  await ask(server.url, '/api/people/export?user_id=ada-lovelace');
  await ask(server.url, '/api/overview');
  const deeds = () => logged.filter(({ audit }) => audit === true);
  await until(() => deeds().length === 5, 20_000);
  expect(deeds().map(({ method, route, status, project }) => [method, route, status, project])).toEqual([
    ['POST', '/api/session', 401, undefined],
    ['POST', '/api/session', 200, 'default'],
    ['PATCH', '/api/projects/:id', 200, 'default'],
    ['POST', 'none', 401, undefined],
    ['GET', '/api/people/export', 200, 'default'],
  ]);
  expect(JSON.stringify(logged)).not.toMatch(/ada-lovelace|sk_|127\.0\.0\.1|Renamed/);
});
