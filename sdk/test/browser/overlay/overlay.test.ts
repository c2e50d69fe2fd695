import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { until } from '../harness.ts';
import { HOSTILE } from './hostile.ts';
import type { MapServer } from './map-server.ts';
import { answerOf, CODE, elementOf, startMapServer } from './map-server.ts';
import type { Stand } from './open-map.ts';
import { anchorsOn, openLink, openStand, tag } from './open-map.ts';

let stand: Stand;
let map: MapServer;
const open: Page[] = [];

beforeAll(async () => {
  stand = await openStand();
  map = await startMapServer();
});
beforeEach(() => {
  map.reset();
  stand.pages.clear();
});
afterEach(async () => {
  for (const page of open.splice(0)) await page.close();
});
afterAll(async () => {
  await stand.close();
  await map.close();
});

const BODY = `<header style="position:sticky;top:0"><a href="/">Home</a><button id="menu">Menu</button></header>
<main><h1>Shop</h1><section aria-label="Goods">${['Stone', 'Maple', 'Copper'].map((name) => `<div class="card"><h3>${name}</h3><button>Add</button></div>`).join('')}</section>
<div id="box" style="height:80px;overflow:auto"><div style="height:300px"></div><button>Deep down</button></div><p style="height:1500px">Far below</p><a href="/end">The end</a></main>`;

const page = async (options: Parameters<Stand['browser']['newPage']>[0] = {}): Promise<Page> => {
  const opened = await stand.browser.newPage({ viewport: { width: 1000, height: 700 }, ...options });
  open.push(opened);
  return opened;
};

interface Site {
  body?: string;
  selector?: string;
  headers?: Record<string, string>;
  script?: string;
}

/** A site whose controls have been clicked 10, 20, 30 … times; without the overlay's script it is the page that was clicked. */
async function site({
  body = BODY,
  selector = 'a,button',
  headers = {},
  script = tag(map.origin),
}: Site = {}): Promise<void> {
  stand.pages.set('/clicked', { html: `<!doctype html><html lang="en"><title>Shop</title><body>${body}</body>` });
  const clicked = await page();
  await clicked.goto(`${stand.origin}/clicked`);
  const anchors = await anchorsOn(clicked, selector);
  map.answer = answerOf(anchors.map((anchor, index) => elementOf(anchor, (index + 1) * 10)));
  stand.pages.set('/', {
    html: `<!doctype html><html lang="en"><title>Shop</title><body>${body}${script}</body>`,
    headers,
  });
}

const badges = (at: Page) => at.locator('trodden-overlay .badge');
const ready = (at: Page) => badges(at).first().waitFor();
const told = (at: Page) => at.locator('trodden-overlay .trouble').innerText();

describe('opening', () => {
  test('the code is off the address, opens one map, and is in nothing that was recorded', async () => {
    await site();
    const at = await page();
    await openLink(at, `${stand.origin}/`);
    await ready(at);
    expect(at.url()).toBe(`${stand.origin}/`);
    const exchange = map.asked.find(({ what }) => what === 'POST /v1/clickmap/exchange');
    expect(exchange?.origin).toBe(stand.origin);
    const asked = map.asked.find(({ what }) => what === 'GET /v1/clickmap');
    expect(asked?.authorization).toBe('Bearer token-0');
    expect(asked?.query.get('path')).toBe('/');
    await until(() => map.events.length > 0);
    expect(map.events.join()).not.toContain(CODE);
    // For a reload, in this tab alone.
    const kept = await at.evaluate(() => {
      const { 'trodden1.pk_test_0123456789abcdef.map': token, ...rest } = sessionStorage;
      return [token, JSON.stringify([{ ...localStorage }, rest, document.cookie, history.state])];
    });
    expect(kept[0]).toBe('Bearer token-0');
    expect(kept[1]).not.toMatch(/token-|c0de/);
    expect(map.events.join()).not.toContain('token-0');
  });

  test('the root is closed, and the page keeps its layout', async () => {
    await site();
    const at = await page();
    await at.goto(`${stand.origin}/`);
    const before = await at.evaluate(() => document.body.getBoundingClientRect().toJSON());
    await at.goto(`${stand.origin}/#trodden=${CODE}`);
    await at.reload();
    await until(() => map.asked.some(({ what }) => what === 'GET /v1/clickmap'));
    const after = await at.evaluate(() => ({
      root: document.querySelector('trodden-overlay')?.shadowRoot ?? null,
      box: document.body.getBoundingClientRect().toJSON(),
      scroll: [document.documentElement.scrollWidth, innerWidth],
    }));
    expect(after.root).toBeNull();
    expect(after.box).toEqual(before);
    expect(after.scroll[0]).toBe(after.scroll[1]);
  });

  test('a used code says so, and what to do', async () => {
    await site();
    const first = await page();
    await openLink(first, `${stand.origin}/`);
    await ready(first);
    const second = await page();
    await openLink(second, `${stand.origin}/`);
    await second.locator('trodden-overlay .trouble').waitFor();
    expect(await told(second)).toMatch(/not good any more.*make a new one/);
  });

  test('the token is renewed while the map is open, and not after', async () => {
    await site();
    map.lifeMs = 6_000;
    const at = await page();
    await openLink(at, `${stand.origin}/`);
    const renewals = () => map.asked.filter(({ what }) => what === 'POST /v1/clickmap/renew').length;
    await until(() => renewals() > 0, 12_000);
    expect(renewals()).toBeGreaterThan(0);
    await at.getByRole('button', { name: 'Close the clickmap' }).click();
    const then = renewals();
    await at.waitForTimeout(6_000);
    expect(renewals()).toBe(then);
    map.lifeMs = 900_000;
  });

  test('closing leaves nothing behind', async () => {
    await site();
    const at = await page();
    await openLink(at, `${stand.origin}/`);
    await ready(at);
    await at.getByRole('button', { name: 'Close the clickmap' }).click();
    const left = await at.evaluate(() => ({
      hosts: document.querySelectorAll('trodden-overlay').length,
      marks: [...document.querySelectorAll('*')].filter((element) =>
        element.getAttributeNames().some((name) => name.includes('trodden')),
      ).length,
      sheets: document.adoptedStyleSheets.length,
    }));
    expect(left).toEqual({ hosts: 0, marks: 0, sheets: 0 });
    const asked = map.asked.filter(({ what }) => what.includes('clickmap')).length;
    await at.evaluate(() => history.pushState(null, '', '/elsewhere'));
    await at.waitForTimeout(800);
    expect(map.asked.filter(({ what }) => what.includes('clickmap')).length).toBe(asked);
  });
});

describe('what is shown', () => {
  test('each element has its clicks, and what is gone is in the tray', async () => {
    await site();
    map.answer.elements.push(
      elementOf({ t: 'button', n: 'gone', q: 'gone', s: ['gone'] }, 7, { text: 'Old offer', last_release: '1.2.0' }),
    );
    const at = await page();
    await openLink(at, `${stand.origin}/`);
    await ready(at);
    await at
      .locator('trodden-overlay .panel')
      .getByRole('tab', { name: /Unplaced 7/ })
      .click();
    await expect.poll(() => at.locator('trodden-overlay .lost').innerText()).toMatch(/Old offer[\s\S]*1\.2\.0[\s\S]*7/);
    const labels = await badges(at).evaluateAll((all) => all.map((badge) => badge.getAttribute('aria-label')));
    expect(labels).toContainEqual(expect.stringMatching(/^Menu: 20 clicks, 33 % of the times it was seen/));
  });

  test('a badge lies on its element, also after scrolling, in a scroller and in a sticky bar', async () => {
    await site();
    const at = await page();
    await openLink(at, `${stand.origin}/`);
    await ready(at);
    const distance = async (label: string, selector: string) => {
      const badge = await at.locator(`trodden-overlay .badge[aria-label^="${label}"]`).boundingBox();
      const element = await at.locator(selector).boundingBox();
      if (!badge || !element) return 'missing';
      return Math.abs(badge.y - Math.max(element.y - 9, 2)) < 3 && badge.x < element.x + element.width + 12;
    };
    await expect.poll(() => distance('Menu', '#menu')).toBe(true);
    await at.mouse.move(300, 300);
    await at.evaluate(() => scrollTo(0, 60));
    await expect.poll(() => distance('Menu', '#menu')).toBe(true);
    expect(await at.locator('trodden-overlay .badge[aria-label^="Deep down"]').count()).toBe(0);
    await at.evaluate(() => document.querySelector('#box')?.scrollTo(0, 400));
    await expect.poll(() => distance('Deep down', '#box button')).toBe(true);
  });

  test('a change of the page and of the route are followed', async () => {
    await site();
    const at = await page();
    await openLink(at, `${stand.origin}/`);
    await ready(at);
    await at.evaluate(() => document.querySelector('.card')?.remove());
    await expect.poll(() => at.getByRole('tab', { name: /Unplaced/ }).innerText()).toBe('Unplaced 30');
    await at.evaluate(() => history.pushState(null, '', '/next?secret=1'));
    await until(() => map.asked.some(({ query }) => query.get('path') === '/next'));
    expect(map.asked.at(-1)?.query.get('path')).toBe('/next');
  });

  test('shadow roots and frames', async () => {
    await site({
      body: `<main><x-buy><template shadowrootmode="open"><button>Buy now</button></template></x-buy>
      <iframe title="inner" srcdoc="<p style='height:40px'></p><button>Inside</button>"></iframe></main>`,
      selector: 'none',
    });
    const clicked = await page();
    await clicked.goto(`${stand.origin}/clicked`);
    const [outer] = await anchorsOn(clicked, 'x-buy');
    expect(outer).toBeDefined();
    const anchors = await clicked.evaluate(() => {
      const dom = (globalThis as unknown as { dom: typeof import('../../../src/dom/index.ts') }).dom;
      const buttons = [
        document.querySelector('x-buy')?.shadowRoot?.querySelector('button'),
        document.querySelector('iframe')?.contentDocument?.querySelector('button'),
      ];
      return buttons.map((button) => JSON.parse(JSON.stringify(dom.anchorOf(button as Element).anchor)));
    });
    map.answer = answerOf(anchors.map((anchor, index) => elementOf(anchor, 10 + index)));
    const at = await page();
    await openLink(at, `${stand.origin}/`);
    const inside = at.locator('trodden-overlay .badge[aria-label^="Inside"]');
    await inside.waitFor();
    await at.locator('trodden-overlay .badge[aria-label^="Buy now"]').waitFor();
    const distance = async () => {
      const badge = await inside.boundingBox();
      const button = await at.frameLocator('iframe').locator('button').boundingBox();
      return badge && button ? Math.abs(badge.y + 9 - button.y) : 'missing';
    };
    await expect.poll(distance).toBeLessThan(3);
  });

  test("above a page's modal dialog, and usable there", async () => {
    await site({ body: `${BODY}<dialog><button>Agree</button></dialog>` });
    const at = await page();
    await openLink(at, `${stand.origin}/`);
    await ready(at);
    await at.evaluate(() => document.querySelector('dialog')?.showModal());
    await at.locator('trodden-overlay .badge[aria-label^="Agree"]').waitFor();
    await at.getByRole('tab', { name: 'Filters' }).click();
    await expect.poll(() => at.locator('trodden-overlay select').count()).toBeGreaterThan(4);
    await at.evaluate(() => document.querySelector('dialog')?.close());
    await at.locator('trodden-overlay .badge[aria-label^="Menu"]').waitFor();
  });
});

describe('using it', () => {
  test('clicks in the overlay are nobody’s: not recorded, not heard by the page', async () => {
    await site({
      script: `${tag(map.origin)}<script>heard = 0; for (const type of ['click', 'keydown', 'pointerdown']) document.addEventListener(type, () => heard++);</script>`,
    });
    const at = await page();
    await openLink(at, `${stand.origin}/`);
    await ready(at);
    await at.locator('trodden-overlay .badge[aria-label^="Menu"]').click();
    await at.getByRole('button', { name: '← All elements' }).click();
    await at.getByRole('button', { name: 'Heat' }).press('Enter');
    expect(await at.evaluate(() => (globalThis as unknown as { heard: number }).heard)).toBe(0);
    await at.locator('#menu').click();
    await at.evaluate(() => (globalThis as unknown as { trodden: { flush(): Promise<void> } }).trodden.flush());
    const clicks = map.events.flatMap((text) =>
      (JSON.parse(text) as { events: { event_type: string }[] }).events.filter(
        ({ event_type }) => event_type === '$click',
      ),
    );
    expect(clicks.length).toBe(1);
  });

  test('by keyboard alone: badge, card, replay, back', async () => {
    await site();
    const at = await page();
    await openLink(at, `${stand.origin}/`);
    await ready(at);
    await badges(at).first().focus();
    await at.keyboard.press('Enter');
    const link = at.getByRole('region', { name: 'Chosen element' }).getByRole('link').first();
    await link.waitFor();
    const { pathname, search, origin } = new URL((await link.getAttribute('href')) ?? '');
    // The moment of the click: the player begins shortly before.
    expect([origin, search]).toEqual([map.origin, '?clock=1790000000000']);
    expect(pathname).toMatch(/^\/replays\/replay-\d+$/);
    await at.keyboard.press('Escape');
    await expect.poll(() => at.getByRole('region', { name: 'Chosen element' }).count()).toBe(0);
  });

  test('a badge that the Tab key reaches is in sight, and nothing else has moved', async () => {
    await site();
    const at = await page({ viewport: { width: 1000, height: 1400 } });
    await openLink(at, `${stand.origin}/`);
    const last = at.locator('trodden-overlay .badge[aria-label^="The end"]');
    await last.waitFor({ state: 'attached' });
    await last.focus();
    await expect.poll(() => at.evaluate(() => scrollY)).toBeGreaterThan(0);
    const apart = async () => {
      const [badge, link] = await Promise.all([last.boundingBox(), at.locator('a[href="/end"]').boundingBox()]);
      return badge && link ? Math.abs(badge.y + 9 - link.y) : 'missing';
    };
    await expect.poll(apart).toBeLessThan(3);
    expect(await at.locator('trodden-overlay').evaluate((host) => [host.scrollTop, host.scrollLeft])).toEqual([0, 0]);
  });

  test('the page is read again: whoever stands on a badge stays on it, and it is there once', async () => {
    await site();
    const at = await page();
    await openLink(at, `${stand.origin}/`);
    const menu = at.locator('trodden-overlay .badge[aria-label^="Menu"]');
    await menu.focus();
    await menu.evaluate((badge) => badge.setAttribute('data-same', ''));
    await at.evaluate(() => document.querySelector('.card')?.remove());
    await expect.poll(() => badges(at).and(at.locator('[aria-label^="Add"]')).count()).toBe(2);
    expect(await menu.count()).toBe(1);
    expect(await menu.evaluate((badge) => [badge.matches(':focus'), badge.hasAttribute('data-same')])).toEqual([
      true,
      true,
    ]);
  });

  test('filters and comparison ask the server', async () => {
    await site();
    const at = await page();
    await openLink(at, `${stand.origin}/`);
    await ready(at);
    await at.getByRole('tab', { name: 'Filters' }).click();
    await at.getByLabel('Visitors').selectOption('signed-in');
    await until(() => map.asked.some(({ query }) => query.get('auth_state') === 'signed-in'));
    await at.getByLabel('Width').selectOption('this');
    await until(() => map.asked.some(({ query }) => query.get('viewport_min') === '768'));
    await at.getByLabel('Compare').selectOption('before');
    await until(() => map.asked.some(({ what }) => what === 'GET /v1/clickmap/compare'));
    const compare = map.asked.find(({ what }) => what === 'GET /v1/clickmap/compare');
    expect(compare?.query.get('to')).toBe(compare?.query.get('b_from'));
  });

  test('fits 390 px, and no rule of accessibility is broken in light or dark', async () => {
    await site();
    for (const colorScheme of ['light', 'dark'] as const) {
      map.reset();
      const at = await page({ viewport: { width: 390, height: 844 }, colorScheme });
      await openLink(at, `${stand.origin}/`);
      await ready(at);
      const panel = await at.locator('trodden-overlay .panel').boundingBox();
      expect(panel?.x).toBe(0);
      expect((panel?.x ?? 0) + (panel?.width ?? 0)).toBe(390);
      await at.addScriptTag({ path: 'node_modules/axe-core/axe.min.js' });
      for (const tab of ['Elements', 'Unplaced 0', 'Filters']) {
        await at.getByRole('tab', { name: tab }).click();
        const broken = await at.evaluate(async () => {
          const { axe } = globalThis as unknown as {
            axe: { run(root: unknown): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
          };
          const { violations } = await axe.run({ include: [['trodden-overlay', '.panel']] });
          return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
        });
        expect(broken).toEqual([]);
      }
    }
  });
});

describe('hostile and strict pages', () => {
  test('the corpus only grows', () => expect(new Set(HOSTILE).size).toBeGreaterThanOrEqual(50));

  test('no text, name, class or selector is anything but text', async () => {
    const quoted = HOSTILE.map((hostile) => hostile.replace(/"/g, '&quot;'));
    await site({
      body: `<main>${quoted.map((hostile, index) => `<button id="b${index}" class="${hostile}" aria-label="${hostile}">x${index}</button>`).join('')}</main>`,
    });
    map.answer.elements.forEach((element, index) => {
      const text = HOSTILE[index] ?? '';
      Object.assign(element, { text, tag_name: text, key: text, last_release: text });
      element.dead_reasons = [{ reason: text, clicks: 1 }];
      element.dead = 1;
      element.replays = [{ session_replay_id: text, at_ms: 1 }];
    });
    map.answer.elements.push(
      ...HOSTILE.map((text) =>
        elementOf({ t: text, n: text, s: [text], q: text, l: text }, 3, {
          text,
          tag_name: text,
          key: text,
          last_release: text,
        }),
      ),
    );
    map.answer.languages = HOSTILE.map((value) => ({ value, clicks: 1 }));
    const at = await page();
    await openLink(at, `${stand.origin}/`);
    for (const name of [/Unplaced/, 'Filters', 'Elements']) {
      await at.getByRole('tab', { name }).click();
      await at.locator('trodden-overlay #body > *').first().waitFor();
    }
    const first = at.locator('trodden-overlay li button').first();
    await first.click();
    await at.getByRole('region', { name: 'Chosen element' }).waitFor();
    for (const name of ['Heat', 'Dots', 'Scroll', 'Counts'])
      await at.getByRole('button', { name, exact: true }).click();
    const state = await at.evaluate(() => ({
      pwned: (globalThis as unknown as { pwned?: number }).pwned,
      background: getComputedStyle(document.body).backgroundColor,
      shown: getComputedStyle(document.body).display,
      strangers: document
        .querySelector('trodden-overlay')
        ?.shadowRoot?.querySelectorAll('script,iframe,img,object,embed,link,style,base,meta,video,form[action]').length,
      bad: [...(document.querySelector('trodden-overlay')?.shadowRoot?.querySelectorAll('a') ?? [])].filter(
        ({ protocol }) => protocol !== 'http:',
      ).length,
    }));
    expect(state).toEqual({ pwned: undefined, background: 'rgba(0, 0, 0, 0)', shown: 'block', strangers: 0, bad: 0 });
  });

  test('under the strictest policy that names the host, without a single violation', async () => {
    const policy = `default-src 'none'; script-src 'nonce-n1' ${map.origin}; connect-src ${map.origin}; style-src 'none'; img-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'; frame-ancestors 'none'`;
    await site({
      headers: { 'content-security-policy': policy, 'x-frame-options': 'DENY' },
      script: `<script nonce="n1">violations = []; addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective + ' ' + event.sourceFile));</script>${tag(map.origin)}`,
      body: BODY.replace(/ style="[^"]*"/g, ''),
    });
    const at = await page();
    await openLink(at, `${stand.origin}/`);
    await ready(at);
    for (const name of ['Heat', 'Dots', 'Scroll', 'Counts'])
      await at.getByRole('button', { name, exact: true }).click();
    await at.getByRole('tab', { name: 'Filters' }).click();
    const violations = await at.evaluate(() => (globalThis as unknown as { violations: string[] }).violations);
    expect(violations).toEqual([]);
    expect(await at.locator('trodden-overlay .panel').evaluate((panel) => getComputedStyle(panel).borderRadius)).toBe(
      '14px',
    );
  });

  test('a policy that stops the requests is named, with what to add', async () => {
    await site({ headers: { 'content-security-policy': "connect-src 'self'" } });
    const at = await page();
    await openLink(at, `${stand.origin}/`);
    await at.locator('trodden-overlay .trouble').waitFor();
    expect(await told(at)).toContain(`add ${map.origin} to connect-src`);
    const parts = await at.evaluate(
      () =>
        (globalThis as unknown as { trodden: { diagnose(): { parts: Record<string, string> } } }).trodden.diagnose()
          .parts,
    );
    expect(parts.overlay).toContain('connect-src');
  });

  test('a proxy that answers by itself is named', async () => {
    await site();
    map.instead = (path, response) => {
      if (!path.startsWith('/v1/clickmap')) return false;
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Please sign in</html>');
      return true;
    };
    const at = await page();
    await openLink(at, `${stand.origin}/`);
    await at.locator('trodden-overlay .trouble').waitFor();
    expect(await told(at)).toMatch(/Not Trodden.*\/v1\/clickmap\/exchange.*200.*text\/html/);
  });

  test('a hash router gets its route back without the code', async () => {
    await site({
      script: `${tag(map.origin, 'data-hash')}<script>routes = []; addEventListener('hashchange', () => routes.push(location.hash)); routes.push(location.hash);</script>`,
    });
    const at = await page();
    await openLink(at, `${stand.origin}/#/about`);
    await until(() => map.asked.some(({ what }) => what === 'GET /v1/clickmap'));
    expect(new URL(at.url()).hash).toBe('#/about');
    expect(await at.evaluate(() => (globalThis as unknown as { routes: string[] }).routes.at(-1))).toBe('#/about');
    expect(map.asked.find(({ what }) => what === 'GET /v1/clickmap')?.query.get('path')).toBe('/#/about');
  });
});
