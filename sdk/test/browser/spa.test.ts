import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PageViewEvent } from '../../../ingest/src/contract/index.ts';
import { sleep, until } from './harness.ts';
import { bundle, hostPage } from './host-page.ts';

/** Every test: exactly one page view for each navigation that a person would call one. */
const host = hostPage();
const wait = `const sleep = (ms) => new Promise((r) => setTimeout(r, ms));`;
const run = (script: string) => host.page.evaluate(`(async () => { ${wait} ${script} })()`);

const HISTORY: Record<string, [script: string, views: string[]]> = {
  'plain history': [`history.pushState({},'','/a');`, ['initial /start', 'push /a']],
  'the same address pushed twice': [
    `history.pushState({},'','/a');history.pushState({},'','/a');`,
    ['initial /start', 'push /a'],
  ],
  'a framework that replaces the state of the page it hydrates, twice': [
    `history.replaceState({},'','/start');history.replaceState({n:1},'',location.href);`,
    ['initial /start'],
  ],
  'a redirect right after a push': [
    `history.pushState({},'','/a');history.replaceState({},'','/b');`,
    ['initial /start', 'push /b'],
  ],
  'a later replace': [`await sleep(500);history.replaceState({},'','/b');`, ['initial /start', 'replace /b']],
  'two pushes in one task': [
    `history.pushState({},'','/a');history.pushState({},'','/b');`,
    ['initial /start', 'push /a', 'push /b'],
  ],
  'back and forward': [
    `history.pushState({},'','/a');history.back();await sleep(100);history.forward();await sleep(100);`,
    ['initial /start', 'push /a', 'pop /start', 'pop /a'],
  ],
  'hash changes, not asked for': [`location.hash='#/a';await sleep(50);location.hash='#b';`, ['initial /start']],
  'a hash router': [
    `location.hash='#/a?x=1';await sleep(50);location.hash='#top';await sleep(50);location.hash='#/b';`,
    ['initial /start', 'hash /start#/a', 'hash /start', 'hash /start#/b'],
  ],
  'parameters that are not kept': [`history.pushState({},'','/start?token=1');`, ['initial /start']],
  'a framework that patches history after us, and replaces the state twice at every navigation': [
    `for (const method of ['pushState', 'replaceState']) {
       const before = history[method].bind(history);
       history[method] = (state, unused, url) => before({ ...state, __NA: true }, unused, url);
     }
     const navigate = (url) => { history.pushState({}, '', url); history.replaceState({ tree: 1 }, '', url); setTimeout(() => history.replaceState({ tree: 2 }, '', location.href), 20) };
     history.replaceState({ tree: 0 }, '', location.href);
     navigate('/a'); await sleep(400); navigate('/b'); await sleep(400); history.back(); await sleep(100);`,
    ['initial /start', 'push /a', 'push /b', 'pop /a'],
  ],
};

describe('history', () => {
  for (const [name, [script, expected]] of Object.entries(HISTORY))
    it(name, async () => {
      await host.load();
      await host.page.evaluate(host.init(name === 'a hash router' ? 'hash: true' : ''));
      await run(script);
      await sleep(50);
      expect(await host.views()).toEqual(expected);
      expect(host.errors).toEqual([]);
      expect(host.collector.faults).toEqual([]);
    });

  it('titles are read after the router has set them', async () => {
    await host.load();
    await host.page.evaluate(host.init());
    await run(`history.pushState({},'','/a');setTimeout(()=>{document.title='Late'},50)`);
    await sleep(500);
    await run(`history.pushState({},'','/b');document.title='Early'`);
    await host.views();
    const titles = (host.collector.of('$page-view') as PageViewEvent[]).map(({ data }) => data.title);
    expect(titles).toEqual(['/start', 'Late', 'Early']);
  });
});

/** Each answers `go(path)`, `swap(path)` and `back()`; `/old` leads on to `/new`. */
const ROUTERS: Record<string, string> = {
  'React Router': `
    import { createElement as h, StrictMode } from 'react';
    import { createRoot } from 'react-dom/client';
    import { createBrowserRouter, createHashRouter, redirect } from 'react-router';
    import { RouterProvider } from 'react-router/dom';
    const page = (path) => ({ path, element: h('p', null, path) });
    globalThis.start = async (hash) => {
      const routes = [page('/start'), page('/'), page('/a'), page('/b'), page('/new'), { path: '/old', loader: () => redirect('/new') }];
      const router = (hash ? createHashRouter : createBrowserRouter)(routes);
      const root = document.body.appendChild(document.createElement('div'));
      createRoot(root).render(h(StrictMode, null, h(RouterProvider, { router })));
      globalThis.go = (to) => router.navigate(to);
      globalThis.swap = (to) => router.navigate(to, { replace: true });
    };`,
  'Vue Router': `
    import { createApp, h } from 'vue';
    import { createRouter, createWebHashHistory, createWebHistory, RouterView } from 'vue-router';
    const page = (path) => ({ path, component: { render: () => h('p', path) } });
    globalThis.start = async (hash) => {
      const routes = [page('/start'), page('/'), page('/a'), page('/b'), page('/new'), { path: '/old', redirect: '/new' }];
      const router = createRouter({ history: hash ? createWebHashHistory() : createWebHistory(), routes });
      createApp({ render: () => h(RouterView) }).use(router).mount(document.body.appendChild(document.createElement('div')));
      globalThis.go = (to) => router.push(to);
      globalThis.swap = (to) => router.replace(to);
    };`,
};

describe.each(Object.keys(ROUTERS))('%s', (name) => {
  let router: string;
  beforeAll(async () => {
    router = await bundle(ROUTERS[name] as string);
  });
  const walk = `await start(HASH); await sleep(400); await go('/a'); await sleep(400); await go('/a'); await sleep(400);
    await go('/old'); await sleep(400); history.back(); await sleep(400); await swap('/b'); await sleep(400);`;

  it.each(['before', 'after'])('started %s us: one page view for each navigation', async (order) => {
    await host.load();
    await host.page.evaluate(router);
    await run(
      order === 'before'
        ? walk.replace('await start(HASH);', `await start(false); ${host.init()};`)
        : `${host.init()}; ${walk.replace('HASH', 'false')}`,
    );
    expect(await host.views()).toEqual(['initial /start', 'push /a', 'push /new', 'pop /a', 'replace /b']);
    expect(host.errors).toEqual([]);
  });

  it('with a hash history', async () => {
    await host.load('/start#/');
    await host.page.evaluate(router);
    await run(`${host.init('hash: true')}; ${walk.replace('HASH', 'true')}`);
    const [first, ...rest] = await host.views();
    expect(first).toBe('initial /start#/');
    // A router may push a hash or set it: both are one navigation.
    expect(rest.map((view) => view.replace(/^(push|hash|pop) /, ''))).toEqual([
      '/start#/a',
      '/start#/new',
      '/start#/a',
      'replace /start#/b',
    ]);
    expect(host.errors).toEqual([]);
  });
});

describe('the back/forward cache', () => {
  const cached = hostPage({ backForwardCache: true });
  // A driver loses sight of a page in the cache, so the page itself says when it is back, and that it is the same one.
  beforeEach(() =>
    cached.page.addInitScript(`if (location.protocol === 'http:') {
      ${cached.module}; globalThis.t = ${cached.init()};
      addEventListener('pageshow', ({ persisted }) => persisted && t.track('back', { mark: String(globalThis.mark) }, { important: true })) }`),
  );

  it('a page that comes back counts again, in its own segment, and goes on recording', async () => {
    const { page, collector, site } = cached;
    await page.goto(`${site.origin}/one`);
    // With a request under way a page is not taken into the cache.
    await page.evaluate(`t.track('first'); globalThis.mark = 'one'; t.flush()`);
    await page.goto(`${site.origin}/two`);
    await page.evaluate(`globalThis.mark = 'two'; t.flush()`);
    const marks = () => collector.of('back').map(({ data }) => (data as { mark: string }).mark);
    await page.goBack({ waitUntil: 'commit' });
    await until(() => marks().length === 1);
    await page.evaluate('t.flush()');
    await page.goForward({ waitUntil: 'commit' });
    await until(() => marks().length === 2);
    // Variables are still there: a second load of the same address would prove nothing.
    expect(marks()).toEqual(['one', 'two']);
    expect(await cached.views()).toEqual(['initial /one', 'initial /two', 'restore /one', 'restore /two']);
    const segmentsOf = (type: string) =>
      [...collector.kept.values()]
        .filter(({ events }) => events.some(({ event_type }) => event_type === type))
        .map(({ envelope }) => envelope.session_replay_segment_id);
    expect(segmentsOf('back')[0]).toBe(segmentsOf('first')[0]);
    expect(collector.faults).toEqual([]);
  });

  it('a page that comes back after an opt-out records nothing any more', async () => {
    const { page, collector, site } = cached;
    await page.addInitScript(
      `addEventListener('pageshow', ({ persisted }) => persisted && sessionStorage.setItem('back', String(globalThis.mark)))`,
    );
    await page.goto(`${site.origin}/one`);
    await page.evaluate(`t.track('first'); globalThis.mark = 'one'; t.flush()`);
    await page.goto(`${site.origin}/two`);
    // What an opt-out leaves behind. The whole of it deletes the database, and for that browsers throw pages out of this cache.
    await page.evaluate(`t.flush().then(() => localStorage.setItem('trodden1.pk_test.consent', 'denied'))`);
    await page.goBack({ waitUntil: 'commit' });
    await page.waitForURL('**/one', { waitUntil: 'commit' });
    await until(() => false, 500);
    await page.goto(`${site.origin}/three`);
    expect(await page.evaluate(`sessionStorage.getItem('back')`)).toBe('one');
    await until(() => false, 400);
    expect([collector.of('first').length, collector.of('back')]).toEqual([1, []]);
    const paths = (collector.of('$page-view') as { data: { path: string } }[]).map(({ data }) => data.path);
    expect(paths).toEqual(['/one', '/two']);
  });
});
