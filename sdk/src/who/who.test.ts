import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createGuard, createShelf } from '../util/index.ts';
import { consentOf, rememberConsent } from './consent.ts';
import { createSession } from './session.ts';
import { createWho } from './who.ts';

const MINUTE = 60_000;
let clock = Date.now();
const shelf = createShelf('t.');
const guard = createGuard({}, 10, () => {});

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  // Ids never go back in time, so each test begins later than the one before.
  clock += 10 * 24 * 60 * MINUTE;
  vi.useFakeTimers({ toFake: ['Date'], now: clock });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});
const pass = (ms: number) => vi.setSystemTime(Date.now() + ms);

it('a session ends after half an hour without activity', () => {
  const session = createSession(shelf);
  const first = session();
  pass(29 * MINUTE);
  expect(session()).toBe(first);
  pass(31 * MINUTE);
  expect(session()).not.toBe(first);
});

it('an active tab keeps the session of an idle one alive', () => {
  const [idle, active] = [createSession(shelf), createSession(shelf)];
  const first = idle();
  for (let n = 0; n < 4; n++) {
    pass(20 * MINUTE);
    expect(active()).toBe(first);
  }
  pass(MINUTE);
  expect(idle()).toBe(first);
});

it('a session ends after a day whatever happens, and not at midnight', () => {
  const session = createSession(shelf);
  const first = session();
  for (let n = 0; n < 71; n++) {
    pass(20 * MINUTE);
    expect(session()).toBe(first);
  }
  pass(21 * MINUTE);
  expect(session()).not.toBe(first);
});

it('tabs that were idle together go on together', () => {
  const [one, two] = [createSession(shelf), createSession(shelf)];
  const first = one();
  expect(two()).toBe(first);
  pass(31 * MINUTE);
  const second = two();
  expect(second).not.toBe(first);
  pass(20_000);
  expect(one()).toBe(second);
});

it('midnight and a clock that steps back end nothing', () => {
  vi.setSystemTime(new Date(new Date(Date.now()).setHours(23, 59, 50, 0)));
  const session = createSession(shelf);
  const first = session();
  pass(20_000);
  expect(session()).toBe(first);
  pass(-60 * MINUTE);
  expect(session()).toBe(first);
});

it('a new session is a new segment whose batches count from 0', () => {
  const segment = { id: '', session: '', batches: 0, chunks: 0 };
  const who = createWho(shelf, segment, guard);
  const first = who.now();
  segment.batches = 5;
  pass(31 * MINUTE);
  const second = who.now();
  expect(second.session_replay_segment_id).not.toBe(first.session_replay_segment_id);
  expect([segment.batches, second.tab_id, second.visitor_id]).toEqual([0, first.tab_id, first.visitor_id]);
  who.stop();
});

it('a duplicated tab is another tab, the next page of one is the same', () => {
  const segment = () => ({ id: '', session: '', batches: 0, chunks: 0 });
  const one = createWho(shelf, segment(), guard);
  const duplicate = createWho(shelf, segment(), guard);
  expect(duplicate.now().tab_id).not.toBe(one.now().tab_id);
  one.stop();
  expect(createWho(shelf, segment(), guard).now().tab_id).toBe(one.now().tab_id);
});

it('tells a change of who is there once, and remembers all but the token', () => {
  const who = createWho(shelf, { id: '', session: '', batches: 0, chunks: 0 }, guard);
  expect(who.become(null)).toBeUndefined();
  expect(who.become({ id: 'u1', team: 'red', token: 'jwt' })).toEqual({ state: 'anonymous' });
  expect(who.become({ id: 'u1', team: 'red', token: 'jwt2' })).toBeUndefined();
  expect(who.become({ id: 'u1', team: 'blue' })).toMatchObject({ user_id: 'u1', team_id: 'red' });
  expect(JSON.stringify({ ...localStorage })).not.toContain('jwt');
  who.stop();
  const next = createWho(shelf, { id: '', session: '', batches: 0, chunks: 0 }, guard);
  expect(next.now().auth).toEqual({ state: 'signed-in', user_id: 'u1', team_id: 'blue' });
  expect(next.become(null)).toMatchObject({ state: 'signed-in' });
  expect(next.now().auth).toEqual({ state: 'signed-out' });
  next.stop();
});

it('knows guests from accounts, one account from another, and teams', () => {
  const who = createWho(shelf, { id: '', session: '', batches: 0, chunks: 0 }, guard);
  who.become({ id: 'g1', anonymous: true });
  expect(who.now().auth).toEqual({ state: 'signed-in', user_id: 'g1', is_anonymous: true });
  expect(who.become({ id: 'g1', anonymous: false })).toMatchObject({ is_anonymous: true });
  expect(who.now().auth).toEqual({ state: 'signed-in', user_id: 'g1' });
  expect(who.become({ id: 'u2' })).toMatchObject({ user_id: 'g1' });
  expect(who.become({ id: 'u2', team: '' })).toBeUndefined();
  who.stop();
});

it('ids that the server would refuse are made to fit', () => {
  const who = createWho(shelf, { id: '', session: '', batches: 0, chunks: 0 }, guard);
  who.become({ id: 17 as unknown as string, team: 4 as unknown as string });
  expect(who.now().auth).toEqual({ state: 'signed-in', user_id: '17', team_id: '4' });
  who.become({ id: 'x'.repeat(500) });
  expect(who.now().auth.user_id).toHaveLength(128);
  who.stop();
});

it('somebody else is another visitor in another session and segment', () => {
  const who = createWho(shelf, { id: '', session: '', batches: 0, chunks: 0 }, guard);
  const before = who.now();
  who.renew();
  const after = who.now();
  for (const id of ['visitor_id', 'session_id', 'session_replay_segment_id'] as const)
    expect(after[id]).not.toBe(before[id]);
  who.stop();
  const next = createWho(shelf, { id: '', session: '', batches: 0, chunks: 0 }, guard);
  expect([next.now().visitor_id, next.now().session_id]).toEqual([after.visitor_id, after.session_id]);
  next.stop();
});

it('cookieless: marked ids for this page load, and nothing is stored', () => {
  const none = createShelf('cookieless.', { cookieless: true });
  const ids = [1, 2].map(() => {
    const who = createWho(none, { id: '', session: '', batches: 0, chunks: 0 }, guard, 'c:');
    who.become({ id: 'u1', token: 'jwt' });
    expect(who.now()).toEqual(who.now());
    expect(who.now()).toMatchObject({
      visitor_id: expect.stringMatching(/^c:[0-9a-f-]{36}$/),
      session_id: expect.stringMatching(/^c:[0-9a-f-]{36}$/),
      auth: { user_id: 'u1' },
    });
    window.dispatchEvent(new Event('pagehide'));
    who.stop();
    return who.now();
  });
  expect(ids[0]?.visitor_id).not.toBe(ids[1]?.visitor_id);
  expect(ids[0]?.tab_id).not.toBe(ids[1]?.tab_id);
  const kept = [...Object.keys(localStorage), ...Object.keys(sessionStorage)];
  expect([kept.filter((name) => name.startsWith('cookieless')), document.cookie]).toEqual([[], '']);
});

it('works without storage', () => {
  for (const area of ['localStorage', 'sessionStorage'] as const)
    vi.spyOn(window, area, 'get').mockImplementation(() => {
      throw new DOMException('no', 'SecurityError');
    });
  const who = createWho(shelf, { id: '', session: '', batches: 0, chunks: 0 }, guard);
  expect(who.now()).toEqual(who.now());
  pass(20_000);
  expect(who.now().visitor_id).toMatch(/^[0-9a-f-]{36}$/);
  who.stop();
});

it('a decision wins over Global Privacy Control, which wins over what the site assumes', () => {
  expect([consentOf(shelf, 'granted'), consentOf(shelf, 'denied')]).toEqual([true, false]);
  vi.stubGlobal('navigator', { doNotTrack: '1' });
  expect([consentOf(shelf, 'granted'), consentOf(shelf, 'granted', true)]).toEqual([true, false]);
  vi.stubGlobal('navigator', { doNotTrack: '0' });
  expect(consentOf(shelf, 'granted', true)).toBe(true);
  vi.stubGlobal('navigator', { globalPrivacyControl: true });
  expect(consentOf(shelf, 'granted')).toBe(false);
  rememberConsent(shelf, true);
  expect(consentOf(shelf, 'denied')).toBe(true);
  vi.unstubAllGlobals();
  rememberConsent(shelf, false);
  expect(consentOf(shelf, 'granted')).toBe(false);
});
