import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Watch } from '../../src/testing/index.ts';
import { expectNoSecrets, leaksIn, watchOutgoing } from '../../src/testing/index.ts';
import { openBrowser } from './harness.ts';

const SECRET = 'correct-horse "battery" ß';
const secrets = { password: SECRET };

/** Answers everything, and upgrades nothing. */
const server = createServer((request, response) => {
  request.resume();
  const html = request.method === 'GET' && !request.url?.startsWith('/api');
  response.writeHead(200, { 'content-type': html ? 'text/html' : 'text/plain', 'access-control-allow-origin': '*' });
  response.end(html ? '<!doctype html><title>t</title><form><input name="q"></form>' : 'ok');
});
let origin: string;
let browser: Browser;
let context: BrowserContext;
let page: Page;
/** The helper as a global of the page. */
let inPage: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await openBrowser();
  const { outputFiles } = await build({
    entryPoints: ['sdk/src/testing/index.ts'],
    bundle: true,
    format: 'iife',
    globalName: 'testing',
    write: false,
  });
  inPage = outputFiles[0]?.text as string;
});
afterAll(async () => {
  await browser.close();
  server.closeAllConnections();
  server.close();
});
beforeEach(async () => {
  context = await browser.newContext();
  page = await context.newPage();
  return () => context.close();
});

const zip = `new Blob([await new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer()], { type: 'text/plain' })`;
/** Every way out of a page, as code that sends `text`. */
const WAYS: Record<string, string> = {
  'fetch, text': `await fetch('/api', { method: 'POST', body: text })`,
  'fetch, JSON': `await fetch('/api', { method: 'POST', body: JSON.stringify({ text }) })`,
  'fetch, address': `await fetch('/api?q=' + encodeURIComponent(text))`,
  'fetch, header': `await fetch('/api', { headers: { 'x-user': btoa(unescape(encodeURIComponent(text))) } })`,
  'fetch, blob': `await fetch('/api', { method: 'POST', body: new Blob(['a', text, new TextEncoder().encode('b')]) })`,
  'fetch, gzip': `await fetch('/api', { method: 'POST', body: ${zip} })`,
  'fetch, blob in parts of blobs': `await fetch('/api', { method: 'POST', body: new Blob([new Blob([text]).slice(0), 'x']) })`,
  'fetch, form data': `const f = new FormData(); f.set('file', new File([text], 'n.txt')); await fetch('/api', { method: 'POST', body: f })`,
  'fetch, request': `await fetch(new Request('/api', { method: 'POST', body: text }))`,
  'beacon, text': `navigator.sendBeacon('/api', text)`,
  'beacon, blob': `navigator.sendBeacon('/api', new Blob([text]))`,
  'beacon, search parameters': `navigator.sendBeacon('/api', new URLSearchParams({ text }))`,
  xhr: `const x = new XMLHttpRequest(); x.open('POST', '/api'); x.send(text); await new Promise((r) => (x.onloadend = r))`,
  'xhr, array buffer': `const x = new XMLHttpRequest(); x.open('PUT', '/api'); x.send(new TextEncoder().encode(text).buffer)`,
  'xhr, header': `const x = new XMLHttpRequest(); x.open('GET', '/api'); x.setRequestHeader('x-a', encodeURIComponent(text)); x.send()`,
  websocket: `const w = new WebSocket(location.origin.replace('http', 'ws') + '/api?q=' + encodeURIComponent(text)); await new Promise((r) => (w.onerror = r))`,
  'event source': `new EventSource('/api?q=' + encodeURIComponent(text)).close()`,
  pixel: `new Image().src = '/api?q=' + encodeURIComponent(text)`,
  'a submitted form': `document.querySelector('input').value = text; document.forms[0].target = 'elsewhere'; document.forms[0].submit()`,
};
const send = (way: string) => `(async (text) => { ${way} })(${JSON.stringify(SECRET)})`;

describe('in a Playwright test', () => {
  let outgoing: Watch;
  beforeEach(async () => {
    outgoing = await watchOutgoing(page);
    await page.goto(`${origin}/start?own=${encodeURIComponent(SECRET)}`);
  });

  for (const [name, way] of Object.entries(WAYS))
    it(`catches ${name}`, async () => {
      await page.evaluate(send(way));
      await expect(expectNoSecrets(outgoing, secrets)).rejects.toThrow(
        /secrets? left the page:\n1\. ‹password› in the /,
      );
    });

  it('catches what leaves with the page, over several pages', async () => {
    await page.evaluate(`addEventListener('pagehide', () => fetch('/api', {
      method: 'POST', keepalive: true, body: new Blob([${JSON.stringify(JSON.stringify({ SECRET }))}]) }))`);
    await page.goto(`${origin}/two`);
    await page.evaluate(`fetch('/api', { method: 'POST', body: 'harmless' })`);
    await page.close();
    const [leak] = await leaksIn(await outgoing.sent(), secrets);
    expect(leak).toMatchObject({ where: 'body', through: ['json'], sending: { method: 'POST', url: `${origin}/api` } });
  });

  it('catches frames and workers', async () => {
    await page.evaluate(`document.body.append(Object.assign(document.createElement('iframe'), { src: '/frame' }))`);
    await page.waitForFunction(`frames[0]?.document.title === 't'`);
    await page.evaluate(`frames[0].fetch('/api', { method: 'POST', body: new Blob([${JSON.stringify(SECRET)}]) })`);
    await page.evaluate(`new Promise((done) => { new Worker(URL.createObjectURL(new Blob([
      "fetch('${origin}/api/worker?q=' + encodeURIComponent('from the worker')).then(() => postMessage(1))"]))).onmessage = done })`);
    const leaks = await leaksIn(await outgoing.sent(), { ...secrets, worker: 'from the worker' });
    expect(leaks.map(({ secret, where }) => [secret, where]).sort()).toEqual([
      ['password', 'body'],
      ['worker', 'url'],
    ]);
  });

  it('is content when nothing of it was sent, and says so when nothing was sent at all', async () => {
    await expect(expectNoSecrets(outgoing, secrets)).rejects.toThrow('Nothing was sent, so nothing is proved');
    await page.evaluate(`fetch('/api', { method: 'POST', body: JSON.stringify({ clicked: 'Buy' }) })`);
    await expectNoSecrets(outgoing, secrets);
  });

  it('fails when a body could not be read in time', async () => {
    await page.evaluate(
      `void fetch('/api', { method: 'POST', duplex: 'half', body: new ReadableStream({ start(c) { c.enqueue(new Uint8Array(1)) } }) }).catch(() => {})`,
    );
    await expect(expectNoSecrets(outgoing, secrets)).rejects.toThrow('/api could not be read, so nothing is proved');
  });
});

it('looks only where it was told to', async () => {
  const outgoing = await watchOutgoing(page, { to: (url) => url.includes('/stats/') });
  await page.goto(origin);
  await page.evaluate(send(`await fetch('/api/login', { method: 'POST', body: text })`));
  await page.evaluate(`fetch('/stats/e', { method: 'POST', body: 'page view' })`);
  await expectNoSecrets(outgoing, secrets);
  expect((await outgoing.sent()).map(({ by, url }) => [by, url])).toEqual(
    ['fetch', 'request'].map((by) => [by, `${origin}/stats/e`]),
  );
});

describe('in the page itself', () => {
  beforeEach(async () => {
    await page.goto(origin);
    await page.evaluate(`${inPage}; globalThis.testing = testing; globalThis.outgoing = testing.watchOutgoing()`);
  });
  const told = () =>
    page.evaluate(
      `testing.expectNoSecrets(outgoing, ${JSON.stringify(secrets)}).then(() => 'nothing', (error) => error.name + ': ' + error.message)`,
    );

  for (const [name, way] of Object.entries(WAYS))
    it(`catches ${name}`, async () => {
      await page.evaluate(send(way));
      expect(await told()).toMatch(/^SecretLeakError: 1 secret left the page:/);
    });

  it('says where the secret was', async () => {
    await page.evaluate(send(WAYS['fetch, gzip'] as string));
    expect(await told()).toBe(
      [
        'SecretLeakError: 1 secret left the page:',
        `1. ‹password› in the body of POST ${origin}/api (fetch), behind gzip`,
        '   …‹password›…',
      ].join('\n'),
    );
  });

  it('is content with what is harmless, and leaves everything as it was', async () => {
    await page.goto(origin);
    const natives = `JSON.stringify([fetch, navigator.sendBeacon, XMLHttpRequest.prototype.send, Blob, WebSocket].map(String))`;
    const before = await page.evaluate(natives);
    await page.evaluate(`${inPage}; globalThis.testing = testing; globalThis.outgoing = testing.watchOutgoing()`);
    await page.evaluate(`fetch('/api', { method: 'POST', body: 'harmless' })`);
    expect(await told()).toBe('nothing');
    await page.evaluate('outgoing.stop()');
    expect(await page.evaluate(natives)).toBe(before);
  });
});
