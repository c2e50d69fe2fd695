import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { PageViewEvent } from '../../../ingest/src/contract/index.ts';
import type { Collector } from './collector.ts';
import { startCollector } from './collector.ts';
import type { Site } from './harness.ts';
import { openBrowser, sleep, startSite, until } from './harness.ts';

let collector: Collector;
let site: Site;
let browser: Browser;
let page: Page;
let errors: string[];
/** React in its development form, whose StrictMode mounts everything twice, with our package form beside it. */
let libraries: string;

const HOST = `
import * as React from 'react';
import * as ReactDom from 'react-dom/client';
import { renderToString } from 'react-dom/server.browser';
import { init } from './sdk/src/index.ts';
import * as trodden from './sdk/src/react/index.ts';
Object.assign(globalThis, { React, ReactDom, renderToString, init, ...trodden, h: React.createElement });
`;

beforeAll(async () => {
  collector = await startCollector();
  site = await startSite(
    (path) => `<!doctype html><title>${path}</title><div id="root"></div><button id="b">Buy</button>`,
  );
  browser = await openBrowser();
  const { outputFiles } = await build({
    stdin: { contents: HOST, resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    format: 'iife',
    define: { 'process.env.NODE_ENV': '"development"' },
    write: false,
  });
  libraries = outputFiles[0]?.text as string;
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
  await page.addInitScript(
    `globalThis.options = { key: 'pk_test', host: '${collector.origin}', without: 'scroll visible exposures vitals' }`,
  );
  await page.goto(`${site.origin}/start`);
  await page.evaluate(libraries);
  return () => context.close();
});

const render = (script: string) =>
  page.evaluate(`(async () => {
    const root = ReactDom.createRoot(document.querySelector('#root'));
    const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
    globalThis.root = root;
    ${script}
    await sleep(100);
  })()`);
/** Ends the page, and tells what arrived. */
const arrived = async (): Promise<string[]> => {
  await page.goto('about:blank');
  await sleep(300);
  await until(() => collector.events().length > 0, 20_000);
  expect(errors).toEqual([]);
  expect(collector.faults).toEqual([]);
  return collector
    .events()
    .sort((a, b) => (a.event_id < b.event_id ? -1 : 1))
    .map((event) => `${event.event_type} ${(event as PageViewEvent).data.path ?? JSON.stringify(event.data)}`);
};

it('StrictMode: one init, one page view, one sign-in, and what children track while mounting is kept', async () => {
  await render(`
    const Child = () => {
      const track = useTrack();
      useAuth({ id: 'u1', team: 'red', anonymous: true });
      React.useEffect(() => track('mounted'), [track]);
      globalThis.handles = new Set([...(globalThis.handles ?? []), useTrodden()]);
      return h('button', { onClick: () => track('clicked', { n: 1 }), id: 'c' }, 'Go');
    };
    root.render(h(React.StrictMode, null, h(TroddenProvider, { options }, h(Child))));
    while (!document.querySelector('#c')) await sleep(20);
    await sleep(100);
    document.querySelector('#c').click();
  `);
  expect(await page.evaluate('handles.size')).toBe(1);
  await page.click('#b');
  const events = await arrived();
  // StrictMode itself runs the child's own effect twice.
  expect(events.filter((event) => !event.startsWith('$click'))).toEqual([
    '$page-view /start',
    expect.stringContaining('$auth {"from":"anonymous","to":"signed-in"'),
    'mounted {}',
    'mounted {}',
    'clicked {"n":1}',
  ]);
  expect(collector.of('$click').length).toBe(1);
  const segments = [...collector.kept.values()].map(({ envelope }) => envelope.session_replay_segment_id);
  expect(new Set(segments).size).toBe(1);
});

it('useAuth follows: not known yet, somebody, another team, nobody', async () => {
  await render(`
    const App = ({ user }) => { useAuth(user); return null };
    const show = async (user) => { root.render(h(TroddenProvider, { options }, h(App, { user }))); await sleep(30) };
    await show(undefined);
    await show({ id: 'u1', team: 'red' });
    await show({ id: 'u1', team: 'red' });
    await show({ id: 'u1', team: 'blue' });
    await show(null);
    await show(null);
  `);
  expect((await arrived()).filter((event) => event.startsWith('$auth'))).toEqual([
    '$auth {"from":"anonymous","to":"signed-in","cause":"identify"}',
    '$auth {"from":"signed-in","to":"signed-in","cause":"identify"}',
    '$auth {"from":"signed-in","to":"signed-out","cause":"sign-out"}',
  ]);
});

it('ends with the last provider of its key, and goes on where a new one is mounted', async () => {
  await render(`
    const Both = ({ count }) => h(React.Fragment, null,
      Array.from({ length: count }, (_, key) => h(TroddenProvider, { key, options: { ...options } })));
    const show = async (count) => { root.render(h(Both, { count })); await sleep(50) };
    await show(2);
    await show(1);
    history.pushState({}, '', '/seen');
    await show(0);
    history.pushState({}, '', '/unseen');
    await show(1);
    history.pushState({}, '', '/again');
  `);
  expect(await arrived()).toEqual(['$page-view /start', '$page-view /seen', '$page-view /unseen', '$page-view /again']);
});

it('a hidden Activity ends it, a shown one begins again', async () => {
  await render(`
    const show = async (mode) => { root.render(h(React.Activity, { mode }, h(TroddenProvider, { options }, h(Tell)))); await sleep(100) };
    const Tell = () => { globalThis.tell = useTrack(); return null };
    await show('visible');
    tell('one');
    await show('hidden');
    tell('unheard');
    await show('visible');
    tell('two');
  `);
  expect(await arrived()).toEqual(['$page-view /start', 'one {}', 'two {}']);
});

it('a handle of the app is used and never ended; another key is another recording', async () => {
  await render(`
    const client = init(options);
    const Tell = () => { globalThis.tell = useTrack(); return null };
    root.render(h(TroddenProvider, { client }, h(Tell)));
    await sleep(50);
    root.render(null);
    await sleep(50);
    client.track('alive');
    root.render(h(TroddenProvider, { options: { ...options, key: 'pk_other' } }, h(Tell)));
    await sleep(50);
    tell('other');
  `);
  await arrived();
  const seen = [...collector.kept.values()].map(({ envelope, events }) => [
    (envelope as unknown as { key: string }).key,
    events.map(({ event_type }) => event_type),
  ]);
  expect(Object.fromEntries(seen)).toEqual({
    pk_test: ['$page-view', 'alive'],
    pk_other: ['$page-view', 'other'],
  });
});

it('hydrates what the server rendered', async () => {
  await page.evaluate(`(async () => {
    const App = () => { const track = useTrack(); useAuth({ id: 'u1' }); return h('p', { onClick: () => track('p') }, 'Hello') };
    const app = h(React.StrictMode, null, h(TroddenProvider, { options }, h(App)));
    document.querySelector('#root').innerHTML = '<p>Hello</p>';
    ReactDom.hydrateRoot(document.querySelector('#root'), app);
    await new Promise((r) => setTimeout(r, 200));
    document.querySelector('p').click();
  })()`);
  expect(await arrived()).toEqual([
    '$page-view /start',
    '$auth {"from":"anonymous","to":"signed-in","cause":"identify"}',
    'p {}',
  ]);
});
