import type { Page } from 'playwright-core';
import { beforeEach, expect, test } from 'vitest';
import { until } from '../harness.ts';
import { HOSTILE } from './hostile.ts';
import type { MapServer } from './map-server.ts';
import { mapStand } from './map-stand.ts';
import type { Stand } from './open-map.ts';
import { openLink, tag } from './open-map.ts';

let stand: Stand;
let map: MapServer;
let at: Page;

const KEPT = 'trodden1.pk_test_0123456789abcdef.map';
const BODY = '<main><h1>Shop</h1><button>Buy</button><a href="/shop/two">Two</a></main>';

const opened = mapStand(BODY, 'button,a');
beforeEach(() => {
  ({ stand, map, at } = opened());
  serve();
});

const serve = (more = '') =>
  stand.pages.set('/', {
    html: `<!doctype html><html lang="en"><title>Shop</title><body>${BODY}${tag(map.origin, more)}</body>`,
  });
const badge = () => at.locator('trodden-overlay .badge').first();
const kept = () => at.evaluate((name) => sessionStorage.getItem(name), KEPT);
const renewals = () => map.asked.filter(({ what }) => what === 'POST /v1/clickmap/renew').length;
/** The page's own recording is told: what could have opened a map had its time. */
const settled = async () => {
  const before = map.asked.length;
  await at.evaluate(() => (globalThis as unknown as { trodden: { flush(): Promise<void> } }).trodden.flush());
  await until(() => map.asked.slice(before).some(({ what }) => what === 'POST /v1/events'));
};
const begun = () =>
  at.waitForFunction(
    () =>
      (globalThis as unknown as { trodden?: { diagnose?(): { parts: Record<string, string> } } }).trodden?.diagnose?.()
        .parts.rest === 'ready',
  );

test('it is there again after a reload, by a token that was renewed at once', async () => {
  await openLink(at, `${stand.origin}/shop/one`);
  await badge().waitFor();
  await at.reload();
  await badge().waitFor();
  expect(renewals()).toBe(1);
  expect(map.asked.filter(({ what }) => what === 'POST /v1/clickmap/exchange')).toHaveLength(1);
  expect(at.url()).toBe(`${stand.origin}/shop/one`);
  expect(await kept()).toBe('Bearer token-1');
  const elsewhere = await at.evaluate(() =>
    JSON.stringify([{ ...localStorage }, document.cookie, history.state, document.documentElement.outerHTML]),
  );
  expect(elsewhere).not.toContain('token-');
  expect(map.events.join()).not.toContain('token-');
});

test('it follows a link of the page, and is away where it was not opened for', async () => {
  map.scope = '/shop/*';
  await openLink(at, `${stand.origin}/shop/one`);
  await badge().waitFor();
  await at.locator('a').click();
  await at.waitForURL(/two$/);
  await badge().waitFor();
  expect(map.asked.at(-1)?.query.get('path') ?? '/shop/two').toBe('/shop/two');

  await at.goto(`${stand.origin}/elsewhere`);
  await until(() => renewals() === 2);
  await begun();
  await settled();
  expect(await at.locator('trodden-overlay').count()).toBe(0);
  await at.goto(`${stand.origin}/shop/three`);
  await badge().waitFor();
});

test('closed is closed: nothing is kept, and nothing comes back', async () => {
  await openLink(at, `${stand.origin}/`);
  await badge().waitFor();
  await at.getByRole('button', { name: 'Close the clickmap' }).click();
  expect(await kept()).toBeNull();
  await at.reload();
  await begun();
  await settled();
  expect(await at.locator('trodden-overlay').count()).toBe(0);
  expect(renewals()).toBe(0);
});

test('without storage it ends with the page', async () => {
  serve('data-cookieless');
  await openLink(at, `${stand.origin}/`);
  await badge().waitFor();
  expect(await kept()).toBeNull();
});

test('what somebody else put there opens nothing', async () => {
  await openLink(at, `${stand.origin}/`);
  await badge().waitFor();
  const faults: string[] = [];
  at.on('pageerror', ({ message }) => faults.push(message));
  for (const value of [
    'Bearer ',
    'Bearer token-9',
    'Bearer \n',
    ...HOSTILE.slice(0, 12).map((text) => `Bearer ${text}`),
  ]) {
    await at.evaluate(([name, text]) => sessionStorage.setItem(name, text), [KEPT, value] as const);
    await at.reload();
    await begun();
    await settled();
    expect(await at.locator('trodden-overlay').count(), value).toBe(0);
  }
  expect(faults).toEqual([]);
  expect(await at.evaluate(() => (globalThis as { pwned?: number }).pwned)).toBeUndefined();
});
