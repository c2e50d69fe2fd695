import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createShelf } from './storage.ts';

/** A cookie jar as browsers keep it: one value a name, gone with an age of 0. */
const jar: Record<string, string> = {};
let written: string[] = [];

beforeEach(() => {
  localStorage.clear();
  for (const name in jar) delete jar[name];
  written = [];
  vi.spyOn(document, 'cookie', 'get').mockImplementation(() =>
    Object.entries(jar)
      .map((pair) => pair.join('='))
      .join('; '),
  );
  vi.spyOn(document, 'cookie', 'set').mockImplementation((text) => {
    written.push(text);
    const [, name, value] = /^([^=]*)=([^;]*)/.exec(text) as unknown as [string, string, string];
    jar[name] = value;
    if (text.includes('max-age=0')) delete jar[name];
  });
});
afterEach(() => vi.restoreAllMocks());

it('without a cookie domain no cookie is written or read', () => {
  jar['t.visitor'] = 'foreign';
  const shelf = createShelf('t.');
  expect(shelf('visitor')).toBeNull();
  shelf('visitor', 'v1');
  expect([written, shelf('visitor')]).toEqual([[], 'v1']);
});

it('subdomains share the visitor, the session and the decision, and nothing else', () => {
  const www = createShelf('t.', { cookieDomain: 'example.com' });
  for (const name of ['visitor', 'session', 'consent', 'auth', 'wait', 'gasp.1']) www(name, `${name}-1`);
  expect(Object.keys(jar)).toEqual(['t.visitor', 't.session', 't.consent']);
  expect(written[0]).toBe('t.visitor=visitor-1;domain=example.com;path=/;samesite=lax;max-age=34560000');
  localStorage.clear(); // Another subdomain has its own.
  const app = createShelf('t.', { cookieDomain: 'example.com' });
  expect(['visitor', 'session', 'auth'].map((name) => app(name))).toEqual(['visitor-1', 'session-1', null]);
  app('visitor', null);
  expect(app('visitor')).toBeNull();
  expect(Object.keys(jar)).toEqual(['t.session', 't.consent']);
});

it('where cookies are refused silently, storage remembers', () => {
  vi.spyOn(document, 'cookie', 'set').mockImplementation(() => {});
  const shelf = createShelf('t.', { cookieDomain: 'example.com' });
  shelf('visitor', 'v1');
  expect(shelf('visitor')).toBe('v1');
});

it('where storage throws, a cookie still remembers', () => {
  vi.spyOn(window, 'localStorage', 'get').mockImplementation(() => {
    throw new DOMException('no', 'SecurityError');
  });
  const shelf = createShelf('t.', { cookieDomain: 'example.com' });
  shelf('visitor', 'v1');
  expect([shelf('visitor'), shelf('auth')]).toEqual(['v1', undefined]);
});

it('where both throw, it says nothing and breaks nothing', () => {
  const refuse = () => {
    throw new DOMException('no', 'SecurityError');
  };
  vi.spyOn(document, 'cookie', 'get').mockImplementation(refuse);
  vi.spyOn(document, 'cookie', 'set').mockImplementation(refuse);
  const shelf = createShelf('t.', { cookieDomain: 'example.com' });
  expect([shelf('visitor', 'v1'), shelf('visitor'), shelf('visitor', null)]).toEqual([undefined, undefined, undefined]);
});

it('cookieless: nothing is written, read or listed', () => {
  localStorage.setItem('t.visitor', 'old');
  const shelf = createShelf('t.', { cookieless: true, cookieDomain: 'example.com' });
  expect([shelf('visitor', 'v1'), shelf('visitor'), shelf.names('')]).toEqual([undefined, undefined, []]);
  expect([written, localStorage.getItem('t.visitor')]).toEqual([[], 'old']);
});
