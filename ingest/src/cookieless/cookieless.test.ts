import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { uuidSchema } from '../contract/index.ts';
import { type Cookieless, createCookieless } from './cookieless.ts';
import { createDailySalt, type DailySalt } from './salt.ts';

const MORNING = Date.UTC(2026, 5, 1, 9);
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

let dir: string;
let now: number;
let salts: DailySalt;
let cookieless: Cookieless;

const start = () => {
  salts = createDailySalt({ dataDir: dir, now: () => now });
  cookieless = createCookieless(salts);
};
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'cookieless-'));
  now = MORNING;
  start();
});
afterEach(() => {
  salts.stop();
  vi.useRealTimers();
  rmSync(dir, { recursive: true });
});

const caller = { project: 'shop', address: '192.0.2.7', userAgent: FIREFOX };
const visit = (parts: Partial<typeof caller> = {}, sent = { visitor_id: 'c:', session_id: 'c:' }) =>
  cookieless.visitOf(sent, { ...caller, ...parts, nowMs: now });
const visitor = (parts?: Partial<typeof caller>) => visit(parts).visitor_id;

test('whoever has ids of their own keeps them', () => {
  const sent = { visitor_id: 'visitor', session_id: 'c:session' };
  expect(visit({}, sent)).toBe(sent);
});

test('the same request is the same visit, whatever ids it brings', () => {
  const first = visit();
  expect(first.visitor_id).toMatch(/^c:[\w-]{22}$/);
  expect(uuidSchema.safeParse(first.session_id).success).toBe(true);
  expect(visit({}, { visitor_id: 'c:forged', session_id: 'forged' })).toEqual(first);
});

describe('visitors are told apart by', () => {
  test.each([
    ['their browser', { userAgent: `${FIREFOX} x` }],
    ['their network', { address: '198.51.100.7' }],
    ['their site', { project: 'blog' }],
    ['the version of their address', { address: '2001:db8::7' }],
  ])('%s', (_what, parts) => {
    expect(visitor(parts)).not.toBe(visitor());
    expect(visit(parts).session_id).not.toBe(visit().session_id);
  });

  test('nothing finer than their network', () => {
    for (const address of ['192.0.2.255', '::ffff:192.0.2.9']) expect(visitor({ address })).toBe(visitor());
    expect(visitor({ address: '2001:db8:1:2::9' })).toBe(visitor({ address: '2001:db8:1:ffff:1:2:3:4' }));
    expect(visitor({ address: '2001:db8:2::9' })).not.toBe(visitor({ address: '2001:db8:1::9' }));
  });
});

describe('a session', () => {
  test('goes on until nothing was received for 30 minutes, and begins when its id says', () => {
    const first = visit().session_id;
    for (let n = 0; n < 4; n++) {
      now += 30 * MINUTE_MS;
      expect(visit().session_id).toBe(first);
    }
    now += 30 * MINUTE_MS + 1;
    const second = visit().session_id;
    expect(second).not.toBe(first);
    const beganAt = (id: string) => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
    expect([beganAt(first), beganAt(second)]).toEqual([MORNING, now]);
    expect([second[14], second[19]]).toEqual(['7', expect.stringMatching(/[89ab]/)]);
  });

  test('a clock that steps back goes on with it', () => {
    const first = visit();
    now -= 10 * MINUTE_MS;
    expect(visit()).toEqual(first);
  });

  test('is begun again by a restart, its visitor is not', () => {
    const before = visit();
    salts.stop();
    now += MINUTE_MS;
    start();
    const after = visit();
    expect(after.visitor_id).toBe(before.visitor_id);
    expect(after.session_id).not.toBe(before.session_id);
  });

  test('is remembered of so many visitors that nobody can use up the memory', () => {
    const first = visit();
    for (let n = 0; n < 250_000; n++) visit({ userAgent: `agent ${n}` });
    const again = visit();
    expect(again.visitor_id).toBe(first.visitor_id);
  }, 30_000);
});

describe('the next day', () => {
  test('nothing links a visitor with the day before', () => {
    const before = visit();
    now += DAY_MS;
    const after = visit();
    expect(after.visitor_id).not.toBe(before.visitor_id);
    expect(after.session_id).not.toBe(before.session_id);
    // A clock that steps back finds no way back either.
    now -= DAY_MS;
    expect(visitor()).not.toBe(before.visitor_id);
  });

  const saltFile = () => join(dir, 'daily-salt.json');

  test('the salt is gone from the disk, also when nobody comes', () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    salts.stop();
    start();
    visit();
    const old = readFileSync(saltFile(), 'utf8');
    now = Date.UTC(2026, 5, 2) + 1;
    vi.advanceTimersByTime(61_000);
    expect(existsSync(saltFile())).toBe(false);
    visit();
    expect(readFileSync(saltFile(), 'utf8')).not.toBe(old);
    expect(readdirSync(dir)).toEqual(['daily-salt.json']);
  });

  test('a server that starts then forgets it as well', () => {
    visit();
    salts.stop();
    now += DAY_MS;
    start();
    expect(existsSync(saltFile())).toBe(false);
  });

  test('a file that holds nothing usable is replaced', () => {
    for (const text of ['', '{', '{"day":"2026-06-01","salt":"00"}']) {
      salts.stop();
      writeFileSync(saltFile(), text);
      start();
      expect(visitor()).toMatch(/^c:/);
      expect(readFileSync(saltFile(), 'utf8').length).toBeGreaterThan(64);
    }
  });

  test('only its owner may read it, and it names nobody', () => {
    visit();
    expect(statSync(saltFile()).mode & 0o777).toBe(0o600);
    expect(readFileSync(saltFile(), 'utf8')).not.toMatch(/192\.0\.2|Firefox|shop/);
  });
});
