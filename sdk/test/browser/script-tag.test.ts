import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { request as ask, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Collector } from './collector.ts';
import { startCollector } from './collector.ts';
import type { Site } from './harness.ts';
import { openBrowser, sleep, startSite, until } from './harness.ts';
import type { IngestServer } from './server.ts';
import { PUBLIC_KEY, startIngest } from './server.ts';

const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
/** The queue stub as the README has it. */
const STUB = /<script>window\.trodden=.*<\/script>/.exec(README)?.[0] as string;
const SRI = JSON.parse(readFileSync(new URL('../../dist/sri.json', import.meta.url), 'utf8')) as Record<string, string>;

let collector: Collector;
let site: Site;
let browser: Browser;
let page: Page;
let errors: string[];
/** What the page's head holds. */
let head = '';

beforeAll(async () => {
  collector = await startCollector();
  site = await startSite(
    (path) => `<!doctype html><html><head><title>${path}</title>${head}</head><body>x</body></html>`,
  );
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await site.close();
  await collector.close();
});
beforeEach(async () => {
  collector.clear();
  errors = [];
  const context = await browser.newContext();
  page = await context.newPage();
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  return () => context.close();
});

const tag = (more = '') =>
  `<script async src="/t.js" data-key="pk_test" data-host="${collector.origin}" data-without="scroll visible exposures vitals" ${more}></script>`;
const ready = () => page.waitForFunction(`typeof trodden.diagnose === 'function'`);
/** What arrived once the page is gone: waits for so many events, and a little longer for any that should not be there. */
const arrived = async (least: number): Promise<string[]> => {
  await page.goto('about:blank');
  await until(() => collector.events().length >= least);
  await sleep(400);
  expect(collector.faults).toEqual([]);
  return collector
    .events()
    .sort((a, b) => (a.event_id < b.event_id ? -1 : 1))
    .map(({ event_type, data }) => `${event_type} ${(data as { n?: number }).n ?? ''}`.trim());
};

describe('the queue stub', () => {
  it('keeps every call made before the script is there, in order, with every method', async () => {
    head = `${STUB}<script>
      trodden('track', 'one', { n: 1 }); trodden('identify', 'u1', { team: 'red' });
      trodden('track', 'two', { n: 2 }); trodden('signOut'); trodden('track', 'three', { n: 3 }, { important: true });
      trodden('nonsense', 1); trodden();</script>${tag()}`;
    await page.goto(site.origin);
    await ready();
    await page.evaluate(`trodden('track', 'four', { n: 4 }); trodden.track('five', { n: 5 });
      trodden('flush'); trodden('track', 'six', { n: 6 })`);
    expect(await page.evaluate(`typeof trodden('diagnose').version`)).toBe('string');
    const methods = ['track', 'identify', 'signOut', 'optIn', 'optOut', 'flush', 'diagnose', 'stop'];
    const types = await page.evaluate((names) => {
      const { trodden } = window as unknown as { trodden: Record<string, unknown> };
      return names.map((name) => typeof trodden[name]);
    }, methods);
    expect(types).toEqual(methods.map(() => 'function'));
    expect(await arrived(9)).toEqual([
      '$page-view',
      'one 1',
      '$auth',
      'two 2',
      '$auth',
      'three 3',
      'four 4',
      'five 5',
      'six 6',
    ]);
    expect(errors).toEqual([]);
  });

  it('an early opt-out is obeyed, also by the next page', async () => {
    head = `${STUB}<script>trodden('optOut')</script>${tag()}`;
    await page.goto(site.origin);
    await ready();
    head = tag();
    await page.goto(site.origin);
    await ready();
    await page.evaluate(`trodden.track('no')`);
    expect((await arrived(3)).filter((name) => name === 'no')).toEqual([]);
  });
});

describe('the page ends while a request is under way', () => {
  // Nobody comes back to these pages: what is not sent as they end is not seen again for long.
  const leave = async (count: number) => {
    await page.evaluate(`trodden.track('first'); trodden.flush(); trodden.track('last')`);
    await page.goto('about:blank');
    await until(() => collector.of('first').length >= count && collector.of('last').length >= count, 20_000);
    expect([collector.of('first').length, collector.of('last').length]).toEqual([count, count]);
    expect(collector.faults).toEqual([]);
  };

  it('what came since goes all the same', async () => {
    head = tag();
    // The browser fails the request before the page hears of its end, or after it.
    for (let count = 1; count <= 10; count++) {
      await page.goto(site.origin);
      await ready();
      await leave(count);
    }
  });

  it('also without the other half of the script', async () => {
    head = tag();
    site.gate = (path) => (path.includes('/rest-') ? Promise.reject(new Error('blocked')) : undefined);
    try {
      await page.goto(site.origin);
      await ready();
      await page.waitForFunction(`trodden.diagnose().parts.rest === 'failed'`);
      await leave(1);
    } finally {
      site.gate = () => {};
    }
  });
});

describe('more than once', () => {
  it('the same script twice is one recording, and early calls happen once', async () => {
    head = `${STUB}<script>trodden('track', 'early')</script>${tag()}${tag()}`;
    await page.goto(site.origin);
    await page.waitForLoadState();
    await page.evaluate(`trodden.track('later')`);
    expect(await arrived(3)).toEqual(['$page-view', 'early', 'later']);
    expect(errors).toEqual([]);
  });

  it('a script without a key does nothing; an element named like us is in nobody’s way', async () => {
    head = `<script src="/t.js"></script><div id="trodden"></div>${tag()}`;
    await page.goto(site.origin);
    await ready();
    await page.evaluate(`trodden.track('x')`);
    expect(await arrived(2)).toEqual(['$page-view', 'x']);
  });

  it('two keys are two recordings', async () => {
    head = `${tag().replace('async', '')}${tag().replace('async', '').replace('pk_test', 'pk_other')}`;
    await page.goto(site.origin);
    await ready();
    await page.evaluate(`trodden.track('x')`);
    await arrived(3);
    const keys = [...collector.kept.values()].map(({ envelope, events }) => [
      (envelope as unknown as { key: string }).key,
      events.map(({ event_type }) => event_type),
    ]);
    expect(Object.fromEntries(keys)).toEqual({ pk_test: ['$page-view'], pk_other: ['$page-view', 'x'] });
  });
});

describe('what is stored', () => {
  const stored = () =>
    page.evaluate(
      `indexedDB.databases().then((all) => JSON.stringify([Object.keys(localStorage), Object.keys(sessionStorage), document.cookie, all.length]))`,
    );

  it('cookieless: nothing at all, not even as the page ends; events arrive all the same', async () => {
    head = tag('data-cookieless data-cookie-domain="localhost"');
    const home = site.origin.replace('127.0.0.1', 'localhost');
    await page.goto(home);
    await ready();
    await page.evaluate(`trodden.identify('u1'); for (let n = 0; n < 40; n++) trodden.track('x', { n })`);
    await sleep(1_000);
    expect(await stored()).toBe('[[],[],"",0]');
    await page.evaluate(`trodden.track('last')`);
    head = '';
    await page.goto(`${home}/two`);
    expect(await stored()).toBe('[[],[],"",0]');
    head = tag('data-cookieless');
    await page.goto(`${home}/three`);
    await ready();
    await arrived(43);
    expect([collector.of('x').length, collector.of('last').length, collector.of('$page-view').length]).toEqual([
      40, 1, 2,
    ]);
    const envelopes = [...collector.kept.values()].map(({ envelope }) => envelope);
    for (const id of ['visitor_id', 'session_id'] as const) {
      expect(new Set(envelopes.map((envelope) => envelope[id])).size).toBe(2);
      for (const envelope of envelopes) expect(envelope[id]).toMatch(/^c:[0-9a-f-]{36}$/);
    }
    expect(errors).toEqual([]);
  });

  it('a cookie lets subdomains share the visitor, the session and an opt-out, and nothing else', async () => {
    const port = new URL(site.origin).port;
    const at = (name: string) => `http://${name}.shop.localhost:${port}`;
    head = tag('data-cookie-domain="shop.localhost"');
    await page.goto(at('www'));
    await ready();
    await page.evaluate(`trodden.identify('u1')`);
    await page.goto(at('app'));
    await ready();
    // Opting out forgets what still waits, so it is sent first.
    await page.evaluate(`trodden.track('on the other', {}, { important: true })`);
    await until(() => collector.of('on the other').length === 1);
    const cookies = await page.context().cookies();
    expect(cookies.map(({ name, domain, sameSite }) => [name, domain, sameSite]).sort()).toEqual([
      ['trodden1.pk_test.session', '.shop.localhost', 'Lax'],
      ['trodden1.pk_test.visitor', '.shop.localhost', 'Lax'],
    ]);
    await page.evaluate(`trodden.optOut()`);
    const left = await page.context().cookies();
    expect(left.map(({ name, value }) => `${name} ${value}`)).toEqual(['trodden1.pk_test.consent denied']);
    await page.goto(at('www'));
    await ready();
    await page.evaluate(`trodden.track('no')`);
    await arrived(3);
    const envelopes = [...collector.kept.values()].map(({ envelope }) => envelope);
    expect(new Set(envelopes.map(({ visitor_id }) => visitor_id)).size).toBe(1);
    expect(new Set(envelopes.map(({ session_id }) => session_id)).size).toBe(1);
    expect([collector.of('no').length, collector.of('$page-view').length]).toEqual([0, 2]);
    expect(errors).toEqual([]);
  });

  it('Do Not Track counts only where it was asked for', async () => {
    await page.addInitScript(`Object.defineProperty(navigator, 'doNotTrack', { value: '1' })`);
    for (const more of ['data-respect-dnt', 'data-respect-dnt="false"']) {
      head = tag(more);
      await page.goto(site.origin);
      await ready();
    }
    expect(await arrived(1)).toEqual(['$page-view']);
  });
});

it('beforeSend changes and drops events, and a fault of it loses none of the others', async () => {
  const dist = await import('esbuild').then(({ build }) =>
    build({ entryPoints: ['sdk/src/index.ts'], bundle: true, format: 'iife', globalName: 'sdk', write: false }),
  );
  head = '';
  await page.goto(site.origin);
  await page.evaluate(`${dist.outputFiles[0]?.text}; globalThis.t = sdk.init({ key: 'pk_test', host: '${collector.origin}', without: 'scroll visible exposures vitals', beforeSend(event) {
    if (event.event_type === 'drop') return null;
    if (event.event_type === 'fault') throw new Error('theirs');
    if (event.event_type === 'change') event.data.n = 2;
    return event;
  } }); t.track('change', { n: 1 }); t.track('drop'); t.track('fault'); t.track('keep')`);
  const report = await page.evaluate(`t.diagnose()`);
  expect(await arrived(3)).toEqual(['$page-view', 'change 2', 'keep']);
  expect(report).toMatchObject({ delivery: { dropped: { hook: 2 } }, faults: { hook: 1 } });
  expect(errors).toEqual([]);
});

it('a beforeSend that throws on the first page view ends no counting of the others', async () => {
  head = `<script>window.hook = (event) => { if (event.data.entry_type === 'initial') throw new Error('theirs'); return event }</script>`;
  const dist = await import('esbuild').then(({ build }) =>
    build({ entryPoints: ['sdk/src/index.ts'], bundle: true, format: 'iife', globalName: 'sdk', write: false }),
  );
  await page.goto(site.origin);
  await page.evaluate(
    `${dist.outputFiles[0]?.text}; sdk.init({ key: 'pk_test', host: '${collector.origin}', without: 'scroll visible exposures vitals', beforeSend: hook }); history.pushState({}, '', '/next')`,
  );
  expect(await arrived(1)).toEqual(['$page-view']);
  expect(errors).toEqual([]);
});

it('an important event goes at once, with what was there before it', async () => {
  head = tag();
  await page.goto(site.origin);
  await ready();
  await page.evaluate(`trodden.track('ordinary'); trodden.track('paid', {}, { important: true })`);
  await until(() => collector.of('paid').length === 1, 20_000);
  expect([collector.of('ordinary').length, collector.of('paid').length]).toEqual([1, 1]);
});

describe('subresource integrity', () => {
  const integrity = (of: string) => `integrity="${of}" crossorigin="anonymous"`;
  it('the built hashes let script and parts in', async () => {
    const parts = Object.entries(SRI).filter(([file]) => file !== 't.js');
    const map = Object.fromEntries(parts.map(([file, hash]) => [`${site.origin}/${file}`, hash]));
    head = `<script type="importmap">${JSON.stringify({ integrity: map })}</script>${tag(integrity(SRI['t.js'] as string))}`;
    await page.goto(site.origin);
    await ready();
    await sleep(500);
    expect(errors).toEqual([]);
    expect(await arrived(1)).toEqual(['$page-view']);
  });

  it('another script is not let in', async () => {
    head = tag(integrity(`sha384-${'A'.repeat(64)}`));
    await page.goto(site.origin);
    await sleep(300);
    expect(await page.evaluate('typeof trodden')).toBe('undefined');
    expect(errors.join()).toContain('integrity');
  });
});

describe('from the site’s own host, under other names', () => {
  let ingest: IngestServer;
  let own: string;
  /** What the browser asked for. */
  let asked: string[] = [];
  const ROUTES: [from: RegExp, to: string][] = [
    [/^\/a\/b\.js$/, '/t.js'],
    [/^\/a\/t\//, '/t/'],
    [/^\/stats\/e(?=\?|$)/, '/v1/events'],
  ];
  /** As the README's proxy: it forwards what it knows, and serves a page otherwise. */
  const proxy = createServer((incoming: IncomingMessage, outgoing: ServerResponse) => {
    const path = incoming.url ?? '/';
    asked.push(path.replace(/\?.*/, ''));
    const route = ROUTES.find(([from]) => from.test(path));
    if (!route) {
      outgoing.writeHead(200, { 'content-type': 'text/html' });
      return outgoing.end(
        `<!doctype html><title>own</title><script async src="/a/b.js" data-key="${PUBLIC_KEY}" data-events-path="/stats/e"></script>`,
      );
    }
    const { host: _, ...headers } = incoming.headers;
    const forward = ask(`${ingest.url}${path.replace(...route)}`, { method: incoming.method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    return incoming.pipe(forward);
  });
  beforeAll(async () => {
    ingest = await startIngest();
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    own = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    proxy.closeAllConnections();
    proxy.close();
    await ingest.stop();
  });

  it('script, parts and events find their way, and every request goes to the site itself', async () => {
    asked = [];
    const elsewhere: string[] = [];
    page.on('request', (request) => request.url().startsWith(own) || elsewhere.push(request.url()));
    await page.goto(`${own}/shop`);
    await ready();
    await sleep(500);
    await page.evaluate(`trodden.track('proxied', { n: 1 }, { important: true })`);
    let found: unknown[] = [];
    for (const end = Date.now() + 15_000; !found.length && Date.now() < end; await sleep(200))
      found = (await ingest.recent()).filter(({ event_type }) => event_type === 'proxied');
    expect(found).toMatchObject([{ path: '/shop', data: { n: 1 } }]);
    expect(await page.evaluate('trodden.diagnose().delivery')).toMatchObject({ queued: 0, paused: false });
    expect([...new Set(asked)].map((path) => path.replace(/-[0-9a-f]{8}\.js/, '-….js')).sort()).toEqual(
      expect.arrayContaining(['/a/b.js', '/shop', '/stats/e']),
    );
    expect(asked.some((path) => /^\/a\/t\/.+\.js$/.test(path))).toBe(true);
    expect(elsewhere).toEqual([]);
    expect(errors.filter((error) => !error.includes('favicon'))).toEqual([]);
  });
});
