import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  HealthAnswer,
  NewKeysAnswer,
  ProjectFacts,
  ProjectsAnswer,
  SessionAnswer,
  ViewerLinkAnswer,
} from '../../src/contract/index.ts';
import type { RunningServer } from '../../src/server.ts';
import { until } from '../embedded/process.ts';
import { batchOf, send } from '../server/batch.ts';
import { codeOf, SECRET_KEY, startHere } from '../server/harness.ts';
import { scratchDir } from '../with-engine.ts';

const { dir: dataDir, remove } = scratchDir();
let server: RunningServer;
/** Of whoever holds the secret key of the project `default`. */
let operator: string;

const cookieOf = (response: Response) => (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
let people = 0;
/** Each from an address of its own: sign-ins are limited by address. */
const signIn = (body: unknown, cookie = '') =>
  fetch(`${server.url}/api/session`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { cookie, 'x-forwarded-for': `192.0.2.${++people % 250}` },
  });

beforeAll(async () => {
  server = await startHere(dataDir, { TRODDEN_TRUST_PROXY: '1' });
  operator = cookieOf(await signIn({ secret_key: SECRET_KEY }));
});
afterAll(async () => {
  await server.stop();
  remove();
});

interface Asked {
  method?: string;
  body?: unknown;
  cookie?: string;
  headers?: Record<string, string>;
}
const call = (path: string, { method = 'GET', body, cookie = operator, headers = {} }: Asked = {}) =>
  fetch(server.url + path, {
    method,
    headers: { cookie, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
async function answer<T>(path: string, asked?: Asked): Promise<T> {
  const response = await call(path, asked);
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}
const refused = async (path: string, asked?: Asked) => {
  const response = await call(path, asked);
  return `${response.status} ${response.ok ? '' : await codeOf(response)}`;
};
const make = (name: string) => answer<NewKeysAnswer>('/api/projects', { method: 'POST', body: { name } });
const change = (id: string, body: unknown) => answer<ProjectFacts>(`/api/projects/${id}`, { method: 'PATCH', body });
const session = (cookie: string, query = '') => answer<SessionAnswer>(`/api/session${query}`, { cookie });
const received = async (publicKey = '', origin?: string) => {
  const headers: Record<string, string> = origin === undefined ? {} : { origin };
  const response = await fetch(`${server.url}/v1/events`, {
    method: 'POST',
    body: JSON.stringify(batchOf(publicKey, 1)),
    headers,
  });
  return response.ok ? 'ok' : `${response.status} ${await codeOf(response)}`;
};

describe('projects in the dashboard', () => {
  it('are made, listed, renamed and switched off', async () => {
    const { project, public_key, secret_key } = await make('Café Site 2');
    expect(project).toMatchObject({ id: 'cafe-site-2', name: 'Café Site 2', origins: [], secret_keys: 1, sdk: {} });
    expect(secret_key).toMatch(/^sk_/);
    expect(JSON.stringify(project)).not.toContain(secret_key);
    expect((await make('Café Site 2')).project.id).toBe('cafe-site-2-2');
    const long = `${'x'.repeat(61)}-yz`;
    expect([(await make(long)).project.id, (await make(long)).project.id]).toEqual([long, `${'x'.repeat(61)}-2`]);
    const { projects, can_create } = await answer<ProjectsAnswer>('/api/projects');
    expect(projects.map(({ id }) => id)).toEqual([
      'default',
      'cafe-site-2',
      'cafe-site-2-2',
      long,
      `${'x'.repeat(61)}-2`,
    ]);
    expect(can_create).toBe(true);
    expect((await change('cafe-site-2', { name: 'Corner shop' })).name).toBe('Corner shop');
    expect(await received(public_key)).toBe('ok');
    await change('cafe-site-2', { enabled: false });
    expect(await received(public_key)).toBe('403 ANALYTICS_NOT_ENABLED');
    expect((await answer<ProjectFacts>('/api/projects/cafe-site-2')).name).toBe('Corner shop');
  });

  it('say what they may take and how long they keep it', async () => {
    const { project } = await make('Bounded');
    expect(project).toMatchObject({ limits: {}, bots: 'mark', retention: { events_days: null, replay_days: null } });
    const body = { limits: { events_per_day: 1_000 }, bots: 'drop', retention: { events_days: 400 } };
    expect(await change(project.id, body)).toMatchObject({
      ...body,
      retention: { events_days: 400, replay_days: null },
    });
    // One is changed, the others stay.
    expect((await change(project.id, { limits: { paths: 10 } })).limits).toEqual({ events_per_day: 1_000, paths: 10 });
    const refusal = (bad: unknown) => refused(`/api/projects/${project.id}`, { method: 'PATCH', body: bad });
    expect(await refusal({ retention: { events_days: 30 } })).toBe('400 INVALID_QUERY');
    expect(await refusal({ limits: { paths: -1 } })).toBe('400 INVALID_QUERY');
    expect(await refusal({ bots: 'eat' })).toBe('400 INVALID_QUERY');
  });

  it('take no nonsense', async () => {
    const { project } = await make('strict');
    const patch = (body: unknown) => refused(`/api/projects/${project.id}`, { method: 'PATCH', body });
    for (const body of [
      { name: '' },
      { origins: ['shop.example'] },
      { origins: ['https://shop.example/path'] },
      { origins: ['javascript:alert(1)'] },
      { sdk: { replay: 2 } },
      { sdk: { mask: 'x'.repeat(3_000) } },
      { retention: { replay_days: -1 } },
      { settings: { identity: {} } },
      { secret_key_hashes: [] },
    ])
      expect(await patch(body), JSON.stringify(body)).toBe('400 INVALID_QUERY');
    expect(await refused('/api/projects/nobody')).toBe('404 NOT_FOUND');
    expect(await refused('/api/projects', { method: 'POST', body: { name: 'x', id: 'default' } })).toBe(
      '400 INVALID_QUERY',
    );
    expect(await refused('/api/projects', { method: 'DELETE' })).toBe('405 METHOD_NOT_ALLOWED');
  });

  it('take events from the origins they name', async () => {
    const { project, public_key } = await make('origins');
    await change(project.id, { origins: ['https://shop.example', 'https://shop.example'] });
    expect((await answer<ProjectFacts>(`/api/projects/${project.id}`)).origins).toEqual(['https://shop.example']);
    expect(await received(public_key, 'https://evil.example')).toBe('403 ORIGIN_NOT_ALLOWED');
    expect(await received(public_key, 'https://shop.example')).toBe('ok');
  });

  it('tell the SDK their settings with the answer to a batch, and nothing before there are any', async () => {
    const { project, public_key = '' } = await make('remote');
    const ack = async () => (await send(server.url, batchOf(public_key, 1))).json() as Promise<{ config?: unknown }>;
    expect(await ack()).not.toHaveProperty('config');
    await change(project.id, { sdk: { replay: 0.25, mask: '.secret', ignore: '.noise' } });
    expect((await ack()).config).toEqual({ replay: 0.25, mask: '.secret', ignore: '.noise' });
    await change(project.id, { sdk: {} });
    expect((await ack()).config).toEqual({});
  });

  it('get new keys, and lose old ones', async () => {
    const { project, public_key: first } = await make('keys');
    const keys = `/api/projects/${project.id}/keys`;
    const second = await answer<NewKeysAnswer>(keys, { method: 'POST', body: { kind: 'public' } });
    expect(second.project.public_keys).toEqual([second.public_key, first]);
    expect([await received(first), await received(second.public_key)]).toEqual(['ok', 'ok']);
    const one = await answer<ProjectFacts>(keys, { method: 'DELETE', body: { kind: 'public' } });
    expect(one.public_keys).toEqual([second.public_key]);
    await until(async () => (await received(first)) === '401 UNKNOWN_KEY', 20_000);
  });

  it('see how the server is', async () => {
    const health = await answer<HealthAnswer>('/api/health');
    expect(health.engine).toMatchObject({ kind: 'embedded', up: true, restarts: 0 });
    expect(health.engine.version).toMatch(/^\d+\./);
    expect(health.disk.free_bytes).toBeGreaterThan(0);
    expect(health.tables.some(({ name }) => name === 'projects')).toBe(true);
  });
});

describe('a sign-in', () => {
  it('with the key of one project opens that one, and another key adds its project', async () => {
    const [one, two] = [await make('alone'), await make('beside')];
    const first = cookieOf(await signIn({ secret_key: one.secret_key }));
    expect(await session(first)).toMatchObject({ project: { id: 'alone' }, role: 'owner', can_create: false });
    expect(await refused('/api/projects', { method: 'POST', body: { name: 'more' }, cookie: first })).toBe(
      '403 FORBIDDEN',
    );
    expect(await refused('/api/projects/default', { cookie: first })).toBe('404 NOT_FOUND');
    expect(await refused('/api/events/count?project=default', { cookie: first })).toBe('404 NOT_FOUND');
    expect((await session(first, '?project=default')).project).toBeNull();

    const both = cookieOf(await signIn({ secret_key: two.secret_key }, first));
    expect((await session(both)).projects.map(({ id }) => id)).toEqual(['beside', 'alone']);
    expect((await session(both, '?project=alone')).project?.id).toBe('alone');
    expect(await refused('/api/events/count?project=default', { cookie: both })).toBe('404 NOT_FOUND');
  });

  it('shows each tab the project that its address names', async () => {
    const { public_key = '' } = await make('tabs');
    await send(server.url, batchOf(public_key, 3));
    await until(async () => (await answer<{ count: number }>('/api/events/count?project=tabs')).count === 3, 15_000);
    expect((await answer<{ count: number }>('/api/events/count?project=default')).count).toBe(0);
  });

  it('outlives the end of the key it came by, when it ended that key itself', async () => {
    const { project, secret_key } = await make('turning');
    const mine = cookieOf(await signIn({ secret_key }));
    const other = cookieOf(await signIn({ secret_key }));
    const rotation = await call(`/api/projects/${project.id}/keys`, {
      method: 'POST',
      body: { kind: 'secret', revoke_old: true },
      cookie: mine,
    });
    expect(rotation.status).toBe(201);
    expect((await session(cookieOf(rotation))).project?.id).toBe('turning');
    expect((await session(other)).project).toBeNull();
    expect((await signIn({ secret_key })).status).toBe(401);
  });

  it('ends with the key that was shown, also when that was the older of two', async () => {
    const { project, secret_key: older = '' } = await make('rotating');
    const keys = `/api/projects/${project.id}/keys`;
    const { secret_key: newer = '' } = await answer<NewKeysAnswer>(keys, { method: 'POST', body: { kind: 'secret' } });
    const [byOlder, byNewer] = [
      cookieOf(await signIn({ secret_key: older })),
      cookieOf(await signIn({ secret_key: newer })),
    ];
    expect((await session(byOlder)).project?.id).toBe('rotating');
    await answer(keys, { method: 'DELETE', body: { kind: 'secret' } });
    expect((await session(byOlder)).project).toBeNull();
    expect((await session(byNewer)).project?.id).toBe('rotating');
  });

  it('has a cookie of its own, also within a millisecond', async () => {
    const made = await Promise.all(Array.from({ length: 20 }, () => signIn({ secret_key: SECRET_KEY })));
    expect(new Set(made.map(cookieOf)).size).toBe(20);
  });

  it('never takes over a cookie that was planted before', async () => {
    const planted = cookieOf(await signIn({ secret_key: SECRET_KEY }));
    for (const cookie of [planted, 'trodden_session=planted', `trodden_session=${'a'.repeat(4_000)}`]) {
      const response = await signIn({ secret_key: SECRET_KEY }, cookie);
      expect(response.status).toBe(200);
      expect(cookieOf(response)).not.toBe(cookie);
    }
  });

  it('can be tried ten times a minute, then says when to come back', async () => {
    const own = scratchDir();
    const alone = await startHere(own.dir);
    const guess = (key: string) =>
      fetch(`${alone.url}/api/session`, { method: 'POST', body: JSON.stringify({ secret_key: key }) });
    const statuses: number[] = [];
    let last: Response | undefined;
    for (let attempt = 0; attempt < 40; attempt++) {
      last = await guess(`sk_guess_number_${attempt}`);
      statuses.push(last.status);
    }
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(11);
    expect(statuses).not.toContain(200);
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await codeOf(last as Response)).toBe('RATE_LIMITED');
    // Even the right key has to wait now.
    expect((await guess(SECRET_KEY)).status).toBe(429);
    await alone.stop();
    own.remove();
  });
});

describe('a viewer', () => {
  const link = async (id: string) => {
    const { url } = await answer<ViewerLinkAnswer>(`/api/projects/${id}/viewer-links`, {
      method: 'POST',
      body: { expires_in_s: 3_600 },
    });
    return new URL(url).hash.slice('#code='.length);
  };
  const READABLE = [
    '/api/overview',
    '/api/live',
    '/api/delivery',
    '/api/limits',
    '/api/events/count',
    '/api/events/recent',
    '/api/clickmap/pages',
    '/api/replays',
    '/api/people',
    '/api/page-groups',
    '/api/projects',
  ];
  const FORBIDDEN: readonly [method: string, path: string, body?: unknown][] = [
    ['POST', '/api/projects', { name: 'mine' }],
    ['GET', '/api/projects/seen'],
    ['PATCH', '/api/projects/seen', { name: 'mine' }],
    ['POST', '/api/projects/seen/keys', { kind: 'secret' }],
    ['DELETE', '/api/projects/seen/keys', { kind: 'public' }],
    ['POST', '/api/projects/seen/viewer-links', {}],
    ['DELETE', '/api/projects/seen/viewer-links'],
    ['GET', '/api/health'],
    ['PUT', '/api/page-groups', { groups: [] }],
    ['POST', '/api/people/erase?visitor_id=v1'],
    ['GET', '/api/people/erase/job'],
    ['GET', '/api/people/export?visitor_id=v1'],
    ['GET', '/api/people/EXPORT?visitor_id=v1'],
    ['GET', '/api/people/export/?visitor_id=v1'],
    ['DELETE', '/api/replays/some'],
    ['POST', '/api/replays/some/share', { expires_in_s: 60 }],
    ['DELETE', '/api/shares/some'],
    ['POST', '/api/clickmap/revoke'],
    ['POST', '/api/query', { query: 'SELECT 1' }],
    ['GET', '/api/query/schema'],
    ['GET', '/api/sync/users'],
    ['POST', '/api/sync/users', { users: [] }],
  ];

  it('looks at one project and changes nothing', async () => {
    await make('seen');
    const code = await link('seen');
    const cookie = cookieOf(await signIn({ code }));
    expect(await session(cookie)).toMatchObject({ role: 'viewer', can_query: false, can_create: false });
    for (const path of READABLE) expect(await refused(path, { cookie }), path).toBe('200 ');
    for (const [method, path, body] of FORBIDDEN)
      expect(await refused(path, { method, body, cookie }), `${method} ${path}`).toBe('403 FORBIDDEN');
    expect(await answer<ProjectsAnswer>('/api/projects', { cookie })).toEqual({
      projects: [{ id: 'seen', name: 'seen' }],
      can_create: false,
    });
    expect(await refused('/api/overview?project=default', { cookie })).toBe('404 NOT_FOUND');
  });

  it('asks SQL only where the owner allows it', async () => {
    await make('asked');
    const cookie = cookieOf(await signIn({ code: await link('asked') }));
    const query = () => refused('/api/query', { method: 'POST', body: { query: 'SELECT 1' }, cookie });
    expect(await query()).toBe('403 FORBIDDEN');
    await change('asked', { viewers: { sql: true } });
    expect(await query()).toBe('200 ');
    expect((await session(cookie)).can_query).toBe(true);
  });

  it('comes by a link that works for several people, until it is taken back with all who came by it', async () => {
    await make('guests');
    const code = await link('guests');
    const [one, two] = [cookieOf(await signIn({ code })), cookieOf(await signIn({ code }))];
    expect([await refused('/api/live', { cookie: one }), await refused('/api/live', { cookie: two })]).toEqual([
      '200 ',
      '200 ',
    ]);
    expect((await call('/api/projects/guests/viewer-links', { method: 'DELETE' })).status).toBe(204);
    expect(await refused('/api/live', { cookie: one })).toBe('401 UNAUTHORIZED');
    expect((await signIn({ code })).status).toBe(401);
    for (let at = 0; at < code.length; at += 11) {
      const forged = code.slice(0, at) + (code[at] === 'A' ? 'B' : 'A') + code.slice(at + 1);
      expect((await signIn({ code: forged })).status, String(at)).toBe(401);
    }
  });
});

describe('a stream of live numbers', () => {
  /** Resolves when the server ends the stream by itself. */
  const follow = async (headers: Record<string, string>) => {
    const response = await fetch(`${server.url}/api/live/stream`, { headers });
    expect(response.status).toBe(200);
    let isOver = false;
    const reading = (async () => {
      for await (const _ of response.body ?? []) if (isOver) break;
      isOver = true;
    })();
    return { isOver: () => isOver, reading };
  };

  it('ends when its link is taken back or its key is gone, and not for others', async () => {
    const { secret_key = '' } = await make('watched');
    const code = await answer<ViewerLinkAnswer>('/api/projects/watched/viewer-links', {
      method: 'POST',
      body: { expires_in_s: 3_600 },
    }).then(({ url }) => new URL(url).hash.slice('#code='.length));
    const viewer = await follow({ cookie: cookieOf(await signIn({ code })) });
    const holder = await follow({ authorization: `Bearer ${secret_key}` });
    const owner = await follow({ cookie: cookieOf(await signIn({ secret_key })) });

    await call('/api/projects/watched/viewer-links', { method: 'DELETE' });
    await until(async () => viewer.isOver(), 15_000);
    expect([holder.isOver(), owner.isOver()]).toEqual([false, false]);

    await answer('/api/projects/watched/keys', { method: 'POST', body: { kind: 'secret' } });
    await answer('/api/projects/watched/keys', { method: 'DELETE', body: { kind: 'secret' } });
    await until(async () => holder.isOver() && owner.isOver(), 15_000);
    await Promise.all([viewer.reading, holder.reading, owner.reading]);
  });
});

describe('another site', () => {
  it('cannot make a signed-in browser change anything', async () => {
    const { project } = await make('target');
    const id = project.id;
    for (const headers of [
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'null' },
    ] as Record<string, string>[])
      for (const [method, path, body] of [
        ['POST', '/api/projects', { name: 'planted' }],
        ['PATCH', `/api/projects/${id}`, { name: 'planted' }],
        ['POST', `/api/projects/${id}/keys`, { kind: 'secret', revoke_old: true }],
        ['DELETE', `/api/projects/${id}/keys`, { kind: 'public' }],
        ['POST', `/api/projects/${id}/viewer-links`, {}],
        ['DELETE', `/api/projects/${id}/viewer-links`],
        ['PUT', '/api/page-groups', { groups: ['/x'] }],
        ['POST', '/api/people/erase?visitor_id=v1'],
        ['POST', '/api/query', { query: 'SELECT 1' }],
        ['POST', '/api/clickmap/link', { path: '/', origin: 'https://evil.example' }],
        ['DELETE', '/api/replays/some'],
        ['DELETE', '/api/session'],
      ] as const)
        expect(await refused(path, { method, body, headers }), `${method} ${path}`).toBe('403 ORIGIN_NOT_ALLOWED');
    expect((await answer<ProjectFacts>(`/api/projects/${id}`)).name).toBe('target');
  });

  it('is never allowed to read an answer', async () => {
    const response = await call('/api/projects', { headers: { origin: 'https://evil.example' } });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(response.headers.get('cache-control')).toContain('no-store');
  });
});
