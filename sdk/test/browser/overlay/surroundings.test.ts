import { readdirSync } from 'node:fs';
import type { IncomingHttpHeaders, Server } from 'node:http';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { beforeEach, expect, test } from 'vitest';
import type { MapServer } from './map-server.ts';
import { CODE } from './map-server.ts';
import { mapStand } from './map-stand.ts';
import type { Stand } from './open-map.ts';
import { openLink, openRoots, tag } from './open-map.ts';

let stand: Stand;
let map: MapServer;
let at: Page;

const BODY = '<main><h1>Account</h1><button>Pay</button></main>';

const opened = mapStand(BODY, 'button');
beforeEach(() => {
  ({ stand, map, at } = opened());
});

const serve = (script: string, headers: Record<string, string> = {}) =>
  stand.pages.set('/', {
    html: `<!doctype html><html lang="en"><title>A</title><body>${BODY}${script}</body>`,
    headers,
  });
const badge = () => at.locator('trodden-overlay .badge[aria-label^="Pay"]');
const trouble = () => at.locator('trodden-overlay .trouble').innerText();
const diagnosed = () =>
  at.evaluate(
    () =>
      (globalThis as unknown as { trodden?: { diagnose?(): { parts: Record<string, string> } } }).trodden?.diagnose?.()
        .parts.overlay ?? '',
  );

interface Proxy {
  origin: string;
  close(): void;
}

/** Something between the page and the server. Headers may be changed on both ways. */
async function startProxy(
  asked: (headers: IncomingHttpHeaders) => void,
  answered: (headers: IncomingHttpHeaders) => void = () => {},
): Promise<Proxy> {
  const server: Server = createServer((incoming, outgoing) => {
    const headers = { ...incoming.headers };
    asked(headers);
    const onward = request(map.origin + incoming.url, { method: incoming.method, headers }, (answer) => {
      answered(answer.headers);
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

test('a policy that stops the file of the overlay is told by diagnose()', async () => {
  const [rest] = readdirSync(new URL('../../../dist/t/', import.meta.url)).filter((name) => name.startsWith('rest-'));
  serve(tag(map.origin), { 'content-security-policy': `script-src ${map.origin}/t.js ${map.origin}/t/${rest}` });
  await at.addInitScript(openRoots);
  await at.goto(`${stand.origin}/#trodden=${CODE}`);
  await expect.poll(diagnosed).toMatch(/script-src\S* blocks \S+\/t\/overlay-/);
  expect(at.url()).toBe(`${stand.origin}/`);
  expect(await at.locator('trodden-overlay').count()).toBe(0);
});

test('a server on a host of its own, behind a proxy', async () => {
  const proxy = await startProxy((headers) => {
    headers.host = 'inner.example';
  });
  serve(tag(proxy.origin));
  await openLink(at, `${stand.origin}/`);
  await badge().click();
  const replay = at.getByRole('region', { name: 'Chosen element' }).getByRole('link').first();
  expect(new URL((await replay.getAttribute('href')) ?? '').origin).toBe(proxy.origin);
  expect(await diagnosed()).toBe('ready');
  proxy.close();
});

test('a proxy that leaves out the token is named', async () => {
  const proxy = await startProxy((headers) => {
    delete headers.authorization;
  });
  serve(tag(proxy.origin));
  await openLink(at, `${stand.origin}/`);
  await at.locator('trodden-overlay .trouble').waitFor();
  expect(await trouble()).toContain(`a proxy before ${new URL(proxy.origin).host} leaves out the Authorization header`);
  expect(await diagnosed()).toBe(await trouble());
  proxy.close();
});

test('a proxy that leaves out CORS headers is named', async () => {
  // The script's own files, which are modules, need them as well: only the questions go without.
  const proxy = await startProxy(
    () => {},
    (headers) => {
      if (headers['content-type']?.includes('json')) delete headers['access-control-allow-origin'];
    },
  );
  serve(tag(proxy.origin));
  await openLink(at, `${stand.origin}/`);
  await at.locator('trodden-overlay .trouble').waitFor();
  expect(await trouble()).toContain('a proxy before it leaves out CORS headers');
  expect(await diagnosed()).toBe(await trouble());
  proxy.close();
});

test('a history router that rewrites the address at once, and goes on', async () => {
  // It runs before the tag, which is async, and keeps the fragment.
  serve(
    `<script>const asked = location.hash; history.replaceState({ app: 1 }, '', '/home?tab=1' + asked);</script>${tag(map.origin)}<script>addEventListener('load', () => setTimeout(() => history.pushState({ app: 2 }, '', '/pay'), 500));</script>`,
  );
  await openLink(at, `${stand.origin}/`);
  await badge().waitFor();
  await expect.poll(() => map.asked.map(({ query }) => query.get('path'))).toContain('/pay');
  expect(await at.evaluate(() => history.state as unknown)).toEqual({ app: 2 });
  expect(at.url()).toBe(`${stand.origin}/pay`);
});

test('a page behind a sign-in, where the server sends one on', async () => {
  stand.pages.set('/account', { html: '', status: 302, headers: { location: '/account/home' } });
  serve(
    `${tag(map.origin)}<script>trodden = window.trodden || ((...call) => (trodden.q = trodden.q || []).push(call)); trodden('identify', 'u-1');</script>`,
  );
  await openLink(at, `${stand.origin}/account`);
  await badge().waitFor();
  expect(at.url()).toBe(`${stand.origin}/account/home`);
  expect(map.asked.find(({ what }) => what === 'GET /v1/clickmap')?.query.get('path')).toBe('/account/home');
});

test('in a frame that is sandboxed without an origin the map says why it cannot open', async () => {
  serve(tag(map.origin), { 'content-security-policy': 'sandbox allow-scripts' });
  map.instead = (path, response) => {
    if (!path.endsWith('/exchange')) return false;
    response.writeHead(401, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: { code: 'TOKEN_REFUSED', message: 'Refused.', hint: '' } }));
    return true;
  };
  await openLink(at, `${stand.origin}/`);
  await at.locator('trodden-overlay .trouble').waitFor();
  expect(await trouble()).toContain('sandboxed and has no origin');
});
