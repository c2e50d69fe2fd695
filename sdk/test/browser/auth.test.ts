import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Watch } from '../../src/testing/index.ts';
import { expectNoSecrets, watchOutgoing } from '../../src/testing/index.ts';
import { sleep } from './harness.ts';
import { hostPage } from './host-page.ts';

const host = hostPage();

/** What arrived, in order: `$auth` as its transition and whose batch it is in, the rest by name. */
const story = () =>
  [...host.collector.kept.values()]
    .flatMap(({ envelope, events }) =>
      events.map((event) => ({ ...event, auth: envelope.auth, who: envelope.visitor_id })),
    )
    .sort((a, b) => (a.event_id < b.event_id ? -1 : 1));
const transitions = () =>
  story()
    .filter(({ event_type }) => event_type === '$auth')
    .map(({ data, auth: { user_id = '', is_anonymous, team_id = '' } }) => {
      const { from, to, cause } = data as Record<string, string>;
      return `${from} > ${to} ${user_id}${is_anonymous ? '?' : ''} ${team_id} ${cause}`.replace(/ +/g, ' ');
    });

describe('sign-in state', () => {
  it('every batch has one auth state, and transitions say from, to and cause', async () => {
    await host.load();
    await host.page.evaluate(`globalThis.t = ${host.init()}; t.track('a'); t.identify('u1', { team: 'red', token: 'jwt-secret' });
      t.track('b'); t.identify('u1', { team: 'red', token: 'jwt-2' }); t.track('c'); t.signOut(); t.signOut(); t.track('d')`);
    await host.views();
    const seen = [...host.collector.kept.values()]
      .sort((a, b) => a.envelope.batch_seq - b.envelope.batch_seq)
      .map(({ envelope, events }) => [envelope.auth, events.map(({ event_type, data }) => [event_type, data])]);
    expect(seen).toEqual([
      [
        { state: 'anonymous' },
        [
          ['$page-view', expect.anything()],
          ['a', {}],
        ],
      ],
      [
        { state: 'signed-in', user_id: 'u1', team_id: 'red', token: 'jwt-2' },
        [
          ['$auth', { from: 'anonymous', to: 'signed-in', cause: 'identify' }],
          ['b', {}],
          ['c', {}],
        ],
      ],
      [
        { state: 'signed-out' },
        [
          ['$auth', { from: 'signed-in', to: 'signed-out', cause: 'sign-out' }],
          ['d', {}],
        ],
      ],
    ]);
    expect(host.collector.faults).toEqual([]);
  });

  it('the next page knows who is there, and no token is ever stored', async () => {
    await host.load();
    await host.page.evaluate(`${host.init()}.identify('u1', { anonymous: true, token: 'jwt-secret' })`);
    expect(await host.page.evaluate('JSON.stringify(localStorage)+JSON.stringify(sessionStorage)')).not.toContain(
      'jwt-secret',
    );
    await host.load('/two');
    await host.page.evaluate(host.init());
    await host.views();
    const last = [...host.collector.kept.values()].find(({ events }) => JSON.stringify(events).includes('/two'));
    expect(last?.envelope.auth).toEqual({ state: 'signed-in', user_id: 'u1', is_anonymous: true });
  });

  it.each([
    ['a user', `{ id: 'u9' }`],
    ['a promise', `Promise.resolve({ id: 'u9' })`],
    ['a function', `(tell) => { setTimeout(() => tell({ id: 'u9' }), 20); return () => { globalThis.ended = true } }`],
  ])('auth from %s', async (_, source) => {
    await host.load();
    await host.page.evaluate(`globalThis.t = ${host.init(`auth: ${source}`)}`);
    await sleep(100);
    await host.page.evaluate(`t.track('after'); t.stop()`);
    expect(await host.page.evaluate('globalThis.ended')).toBe(source.includes('ended') ? true : undefined);
    await host.views();
    const states = [...host.collector.kept.values()].map(({ envelope, events }) => [
      envelope.auth.user_id,
      events.length,
    ]);
    expect(states).toContainEqual(['u9', 2]);
  });

  it('visitor, session and tab stay over pages; the segment and a duplicated tab are new', async () => {
    await host.load();
    await host.page.evaluate(host.init());
    await host.load('/two');
    await host.page.evaluate(host.init());
    const copied = await host.page.evaluate('JSON.stringify(sessionStorage)');
    expect(copied).toBe('{}');
    await host.views();
    const [one, two] = [...host.collector.kept.values()].map(({ envelope }) => envelope);
    expect(two?.visitor_id).toBe(one?.visitor_id);
    expect(two?.session_id).toBe(one?.session_id);
    expect(two?.tab_id).toBe(one?.tab_id);
    expect(two?.session_replay_segment_id).not.toBe(one?.session_replay_segment_id);
  });

  it('a new visitor and session after a sign-out that asks for them', async () => {
    await host.load();
    await host.page.evaluate(
      `globalThis.t = ${host.init()}; t.identify('u1'); t.signOut({ newVisitor: true }); t.track('next')`,
    );
    await host.views();
    const envelopes = [...host.collector.kept.values()].map(({ envelope }) => envelope);
    expect(new Set(envelopes.map(({ visitor_id }) => visitor_id)).size).toBe(2);
    expect(new Set(envelopes.map(({ session_id }) => session_id)).size).toBe(2);
  });

  it('knows every transition: guest, account, another person, another team, out and in again', async () => {
    await host.load();
    await host.page.evaluate(`globalThis.t = ${host.init()};
      t.signOut();
      t.identify('g1', { anonymous: true }); t.identify('g1', { anonymous: true });
      t.identify('u1'); t.identify('u2'); t.identify('u2', { team: 'red' }); t.identify('u2', { team: 'blue' });
      t.signOut(); t.signOut(); t.identify(17); t.identify(''); t.identify(undefined)`);
    await host.views();
    expect(transitions()).toEqual([
      'anonymous > signed-in g1? identify',
      'signed-in > signed-in u1 identify',
      'signed-in > signed-in u2 identify',
      'signed-in > signed-in u2 red identify',
      'signed-in > signed-in u2 blue identify',
      'signed-in > signed-out sign-out',
      'signed-out > signed-in 17 identify',
      'signed-in > signed-out identify',
    ]);
    expect(host.collector.faults).toEqual([]);
  });

  it('a sign-out with a new visitor is the last thing of the old one', async () => {
    await host.load();
    await host.page.evaluate(`globalThis.t = ${host.init()}; t.identify('u1'); t.signOut({ newVisitor: true }); t.track('next');
      t.signOut({ newVisitor: true }); t.track('third')`);
    await host.views();
    const [view, signIn, signOut, next, third] = story().map(({ who }) => who);
    expect([signIn, signOut]).toEqual([view, view]);
    expect(new Set([view, next, third]).size).toBe(3);
    expect(story().map(({ auth }) => auth.state)).toEqual([
      'anonymous',
      'signed-in',
      'signed-out',
      'signed-out',
      'signed-out',
    ]);
  });

  it('what is said while nothing may be recorded holds from the opt-in on', async () => {
    await host.load();
    await host.page.evaluate(
      `globalThis.t = ${host.init(`consent: 'denied'`)}; t.identify('u1', { team: 'red' }); t.optIn(); t.track('x')`,
    );
    await host.views();
    expect(transitions()).toEqual(['anonymous > signed-in u1 red identify']);
  });
});

const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
/** The code that the README shows for a library. */
const recipe = (library: string): string => {
  const found = README.split('```js\n').find((block) => block.startsWith(`// ${library}`));
  return `${found?.slice(0, found.indexOf('```'))}; globalThis.auth = auth;`;
};

const TOKEN = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ1MSJ9.c2VjcmV0LXNpZ25hdHVyZQ';
/** Each library as its documentation describes it: what `auth` uses, who is there at first, and how that changes. */
const LIBRARIES: [name: string, stub: string, steps: string[], expected: string[]][] = [
  [
    'Stack Auth',
    `const user = { id: 'u1', displayName: 'Ada', primaryEmail: 'ada@example.org', isAnonymous: true, selectedTeam: { id: 'red', displayName: 'Red' },
       getAuthJson: async () => ({ accessToken: '${TOKEN}' }), currentSession: { getTokens: async () => ({ accessToken: '${TOKEN}' }) } };
     globalThis.stackApp = { getUser: async () => user };`,
    [],
    ['anonymous > signed-in u1? red auth'],
  ],
  [
    'Clerk',
    `const listeners = new Set();
     const session = { id: 'sess_1', lastActiveToken: { getRawString: () => '${TOKEN}' } };
     globalThis.clerk = { addListener(listener) { listeners.add(listener); return () => listeners.delete(listener) } };
     globalThis.emit = (user, organization) => listeners.forEach((l) => l({ client: {}, session: user && session, user, organization }));
     globalThis.following = () => listeners.size;`,
    [
      `emit(undefined, undefined)`,
      `emit({ id: 'user_1', primaryEmailAddress: 'ada@example.org' }, null)`,
      `emit({ id: 'user_1' }, { id: 'org_1' })`,
      `emit(undefined)`,
      `emit(null, null)`,
    ],
    ['anonymous > signed-in user_1 auth', 'signed-in > signed-in user_1 org_1 auth', 'signed-in > signed-out auth'],
  ],
  [
    'Supabase',
    `const listeners = new Map();
     const sessionOf = (user) => user && { access_token: '${TOKEN}', refresh_token: '${TOKEN}', token_type: 'bearer', user };
     let current = null;
     globalThis.supabase = { auth: { onAuthStateChange(callback) {
       const id = crypto.randomUUID?.() ?? Math.random();
       listeners.set(id, callback);
       setTimeout(() => callback('INITIAL_SESSION', current));
       return { data: { subscription: { id, callback, unsubscribe: () => listeners.delete(id) } } };
     } } };
     globalThis.emit = (event, user) => { current = sessionOf(user); listeners.forEach((l) => l(event, current)) };
     globalThis.following = () => listeners.size;`,
    [
      `emit('SIGNED_IN', { id: 'g1', is_anonymous: true, email: '' })`,
      `emit('TOKEN_REFRESHED', { id: 'g1', is_anonymous: true, email: '' })`,
      `emit('USER_UPDATED', { id: 'g1', is_anonymous: false, email: 'ada@example.org' })`,
      `emit('SIGNED_OUT', null)`,
    ],
    ['anonymous > signed-in g1? auth', 'signed-in > signed-in g1 auth', 'signed-in > signed-out auth'],
  ],
  [
    'Auth.js',
    `globalThis.getSession = async () => ({ user: { id: 'u1', name: 'Ada', email: 'ada@example.org', image: null }, expires: '2027-01-01T00:00:00.000Z', accessToken: '${TOKEN}' });`,
    [],
    ['anonymous > signed-in u1 auth'],
  ],
  [
    'Firebase',
    `const observers = new Set();
     const auth = { currentUser: null };
     globalThis.getAuth = () => auth;
     globalThis.onAuthStateChanged = (of, next) => { observers.add(next); setTimeout(() => next(of.currentUser)); return () => observers.delete(next) };
     globalThis.emit = (user) => { auth.currentUser = user && { ...user, refreshToken: '${TOKEN}', getIdToken: async () => '${TOKEN}', email: 'ada@example.org' }; observers.forEach((next) => next(auth.currentUser)) };
     globalThis.following = () => observers.size;`,
    [`emit({ uid: 'g1', isAnonymous: true })`, `emit({ uid: 'u1', isAnonymous: false })`, `emit(null)`],
    ['anonymous > signed-in g1? auth', 'signed-in > signed-in u1 auth', 'signed-in > signed-out auth'],
  ],
  [
    'An event emitter',
    `const heard = new Set();
     globalThis.session = { user: null, on: (_, l) => heard.add(l), off: (_, l) => heard.delete(l) };
     globalThis.emit = (user) => { session.user = user; heard.forEach((l) => l()) };
     globalThis.following = () => heard.size;`,
    [`emit({ id: 'u1' })`, `emit(null)`],
    ['anonymous > signed-in u1 auth', 'signed-in > signed-out auth'],
  ],
];

describe('the recipes of the README', () => {
  let outgoing: Watch;
  beforeEach(async () => {
    outgoing = await watchOutgoing(host.page, { to: host.collector.origin });
  });

  it.each(LIBRARIES)('%s', async (name, stub, steps, expected) => {
    await host.load();
    await host.page.evaluate(`(() => { ${stub} })()`);
    await host.page.evaluate(`(() => { ${recipe(name)} })()`);
    await host.page.evaluate(`globalThis.t = ${host.init('auth: globalThis.auth')}`);
    await sleep(50);
    for (const step of steps) await host.page.evaluate(step);
    await sleep(50);
    if (steps.length) expect(await host.page.evaluate('following()')).toBe(1);
    const stored = `JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])`;
    expect(await host.page.evaluate(stored)).not.toContain(TOKEN.slice(0, 20));
    await host.page.evaluate('t.stop()');
    if (steps.length) expect(await host.page.evaluate('following()')).toBe(0);
    await host.views();
    expect(transitions()).toEqual(expected);
    await expectNoSecrets(outgoing, { token: TOKEN, email: 'ada@example.org', name: 'displayName' });
    expect(host.collector.faults).toEqual([]);
  });

  it('a source that fails says nothing about anybody, and the page feels nothing', async () => {
    await host.load();
    await host.page.evaluate(`globalThis.t = ${host.init(`auth: () => { throw new Error('no') }`)}; t.stop();
      globalThis.t = ${host.init(`auth: () => Promise.reject(new Error('no'))`)}; t.stop();
      globalThis.t = ${host.init(`auth: Promise.reject(new Error('no'))`)}`);
    await sleep(50);
    await host.views();
    expect([transitions(), host.errors]).toEqual([[], []]);
  });
});
