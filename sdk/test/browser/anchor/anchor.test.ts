import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Anchor } from '../../../src/wire.ts';
import { openBrowser, openPage } from './open-page.ts';
import { realisticPage } from './realistic-page.ts';

declare const dom: typeof import('../../../src/dom/index.ts');

let browser: Browser;
const pages: Page[] = [];

beforeAll(async () => {
  browser = await openBrowser();
});
afterEach(async () => {
  for (const page of pages.splice(0)) await page.close();
});
afterAll(() => browser.close());

async function open(html: string): Promise<Page> {
  const page = await openPage(browser, html);
  pages.push(page);
  return page;
}

interface Pressed {
  anchor: Anchor;
  /** The element the click was given to. */
  id: string;
  tag: string;
}

/** A real press with the mouse; what a capturing listener on the window makes of it. */
async function press(page: Page, selector: string): Promise<Pressed> {
  await page.evaluate(() => {
    const pressed = (event: Event) => {
      event.preventDefault();
      const { anchor, element } = dom.anchorOf(event.composedPath()[0] as Element);
      Object.assign(globalThis, { pressed: { anchor, id: element.getAttribute('id') ?? '', tag: element.localName } });
    };
    window.addEventListener('click', pressed, { capture: true, once: true });
  });
  await page.locator(selector).first().click();
  return page.evaluate(() => (globalThis as unknown as { pressed: Pressed }).pressed);
}

describe('the element that was meant', () => {
  test('a link around an icon and a button around a path', async () => {
    const page =
      await open(`<a id="link" href="/a"><svg width="40" height="40"><g><rect width="40" height="40"/></g></svg></a>
      <svg id="chart" width="40" height="40"><g><rect class="bar" width="40" height="40"/></g></svg>`);
    expect(await press(page, '#link rect')).toMatchObject({ id: 'link', tag: 'a', anchor: { t: 'a' } });
    expect(await press(page, '.bar')).toMatchObject({ id: 'chart', tag: 'svg', anchor: { t: 'svg' } });
  });

  test('a link inside an svg', async () => {
    const page = await open(
      '<svg width="90" height="90"><a id="in" href="/x"><circle cx="40" cy="40" r="30"/></a></svg>',
    );
    expect(await press(page, 'circle')).toMatchObject({ id: 'in', anchor: { t: 'a' } });
  });

  test('a button inside nested open shadow roots, named by what is slotted into it', async () => {
    const page = await open(`<section aria-label="Deals"><x-card><b>Buy now</b></x-card></section><script>
      customElements.define('x-button', class extends HTMLElement { constructor() { super();
        this.attachShadow({ mode: 'open' }).innerHTML = '<button id="inner"><span class="hit">Go</span></button>'; } });
      customElements.define('x-card', class extends HTMLElement { constructor() { super();
        this.attachShadow({ mode: 'open' }).innerHTML = '<h3>Stone</h3><x-button></x-button><slot></slot>'; } });
    </script>`);
    const { anchor, id } = await press(page, '.hit');
    expect(id).toBe('inner');
    expect(anchor).toMatchObject({ t: 'button', n: expect.any(String), s: [expect.any(String), expect.any(String)] });
  });

  test('a label, not the input it forwards to', async () => {
    const page = await open('<label id="label"><input type="checkbox" name="news"> <span>News</span></label>');
    expect(await press(page, 'span')).toMatchObject({ id: 'label', anchor: { t: 'label' } });
  });

  test('an element of a same-origin frame, from the listener in the frame above', async () => {
    const page = await open(
      `<iframe srcdoc="<nav aria-label=Inner><button id=deep><i>Deep</i></button></nav>"></iframe>`,
    );
    const frame = page.frames()[1];
    await frame?.waitForSelector('#deep');
    const found = await page.evaluate(() => {
      const inner = document.querySelector('iframe')?.contentDocument?.querySelector('i');
      const { anchor, element } = dom.anchorOf(inner as Element);
      return { anchor, id: element.id };
    });
    expect(found).toMatchObject({
      id: 'deep',
      anchor: { t: 'button', n: expect.any(String), s: [expect.any(String)] },
    });
  });
});

/** The same marks on a harmless page and on one that shadows whatever can be shadowed. */
describe('a hostile page', () => {
  const KEYS = ['parentNode', 'children', 'id', 'nodeType', 'localName', 'getAttribute', 'firstChild', 'nextSibling'];
  const MORE = [
    'contains',
    'matches',
    'textContent',
    'ownerDocument',
    'childElementCount',
    'shadowRoot',
    'labels',
    'attributes',
  ];
  const fields = (names: string[]) => names.map((name) => `<input type="button" name="${name}">`).join('');
  const form = (names: string[]) =>
    `<main><h1>Join</h1><form id="form" aria-label="Join" tabindex="0"><button id="send" name="send">Send</button>${fields(names)}</form></main>`;

  test('inputs named like DOM properties change nothing', async () => {
    const harmless = Array.from({ length: KEYS.length + MORE.length }, (_, index) => `plain-${index}`);
    const calm = await open(form(harmless));
    const evil = await open(form([...KEYS, ...MORE]));
    const anchorsOf = (page: Page) =>
      page.evaluate(() => ['send', 'form'].map((id) => dom.anchorOf(document.getElementById(id) as Element).anchor));
    expect(await anchorsOf(evil)).toEqual(await anchorsOf(calm));
  });

  test('tags that are no selectors', async () => {
    const page = await open(
      '<main><p>See <name@host id="odd">mail</name@host> and <a.b id="dot">this</a.b></p></main>',
    );
    const tags = await page.evaluate(() =>
      [...document.querySelectorAll('p > *')].map((element) => dom.anchorOf(element).anchor.t),
    );
    expect(tags).toEqual(['name@host', 'a.b']);
  });

  test('frozen prototypes, replaced globals, overridden builtins', async () => {
    const page = await open(`<main><button id="b"><i>Save</i></button><script>
      var Node = 1, Element = 2, Text = 3, HTMLElement = 4, CSS = 5;
      for (const kind of ['Object', 'Array', 'String', 'EventTarget', 'Document'])
        Object.freeze(globalThis[kind].prototype);
      Object.freeze(Object.getPrototypeOf(Object.getPrototypeOf(document.body)));
      Array.from = () => { throw new Error('no'); };
    </script></main>`);
    expect(await press(page, '#b i')).toMatchObject({ id: 'b', anchor: { t: 'button', n: expect.any(String) } });
  });

  test('a custom element that lies about its tree', async () => {
    const page = await open(`<x-liar><button id="b">Save</button></x-liar><script>
      customElements.define('x-liar', class extends HTMLElement {
        get parentNode() { return this; } get firstChild() { throw new Error('no'); } get localName() { return 'body'; } });
    </script>`);
    const { anchor } = await press(page, '#b');
    expect(anchor.s).toHaveLength(1);
  });
});

describe('on a whole page', () => {
  test('every anchor is small, short-worded and the same each time', async () => {
    const page = await open(realisticPage());
    const anchors = await page.evaluate(() =>
      [...document.body.querySelectorAll('*')].map((element) => {
        const [one, other] = [dom.anchorOf(element).anchor, dom.anchorOf(element).anchor].map((anchor) =>
          JSON.stringify(anchor),
        );
        return one === other ? (one ?? '') : 'differs';
      }),
    );
    expect(anchors).not.toContain('differs');
    const sizes = anchors.map((anchor) => anchor.length).sort((one, other) => one - other);
    expect(sizes.at(-1)).toBeLessThanOrEqual(200);
    expect(sizes[sizes.length >> 1]).toBeLessThanOrEqual(134);
    const words = anchors.join('').match(/[a-z]{6,}/gi) ?? [];
    expect(new Set(words)).toEqual(
      new Set(['button', 'checkbox', 'fieldset', 'footer', 'header', 'legend', 'search', 'section']),
    );
  });

  test('no two interactive elements share an anchor', async () => {
    const page = await open(realisticPage());
    const { all, distinct } = await page.evaluate(() => {
      const elements = [...document.querySelectorAll('a[href],button,input,label')];
      const anchors = elements.map((element) => JSON.stringify(dom.anchorOf(element).anchor));
      return { all: anchors.length, distinct: new Set(anchors).size };
    });
    expect(distinct).toBe(all);
  });

  test('a release with new classes, ids, wrappers and a banner leaves content, item and section as they were', async () => {
    const page = await open(realisticPage());
    const kept = await page.evaluate(() => {
      const evidence = (element: Element) => {
        const { t, n, x, h, a, c, s, o } = dom.anchorOf(element).anchor;
        return JSON.stringify({ t, n, x, h, a, c, s, o });
      };
      const elements = [...document.querySelectorAll('main a[href],main button')];
      const before = elements.map(evidence);
      for (const element of document.querySelectorAll('[class]'))
        element.setAttribute('class', `new-${element.className.length}`);
      for (const element of document.querySelectorAll('[id]')) element.id = `:r${element.id.length}:`;
      document.body.insertAdjacentHTML('afterbegin', '<div role="region"><p>Cookies?</p><button>Yes</button></div>');
      for (const card of document.querySelectorAll('section')) {
        const wrapper = document.createElement('div');
        card.before(wrapper);
        wrapper.append(card);
      }
      return {
        same: elements.filter((element, index) => evidence(element) === before[index]).length,
        of: elements.length,
      };
    });
    expect(kept.same).toBe(kept.of);
  });
});
