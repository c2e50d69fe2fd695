import type { Page } from 'playwright-core';

/** A click, and what it must be called. */
export interface Situation {
  /** The text of the element, by which its click is known. */
  name: string;
  html: string;
  /** Instead of one click on the element. */
  act?: (page: Page) => Promise<unknown>;
  /** More clicks than one. */
  clicks?: number;
}

const button = (name: string, handler = '', more = '') => `<button onclick="${handler}" ${more}>${name}</button>`;
const named = (name: string, html: string, act?: Situation['act']): Situation => ({ name, html, ...(act && { act }) });
const does = (name: string, handler: string): Situation => named(name, button(name, handler));

/** Nothing anybody could see follows, within 300 ms. */
export const DEAD: Situation[] = [
  does('no handler', ''),
  named('a hand', '<div style="cursor:pointer">a hand</div>'),
  named('a prevented link', '<a href="/x" onclick="return false">a prevented link</a>'),
  named('a link to nowhere', '<a href="javascript:void 0">a link to nowhere</a>'),
  does('an answer after 600 ms', `setTimeout(()=>out.textContent+='x',600)`),
  does('focus on itself', 'this.focus()'),
  does('a beacon', `navigator.sendBeacon('/b')`),
  does('a prevented key', 'event.preventDefault()'),
  named('a dead tab', '<div role="tab" tabindex="0">a dead tab</div>'),
  named(
    'dead in a shadow',
    '<x-shadow><template shadowrootmode="open"><button>dead in a shadow</button></template></x-shadow>',
  ),
];

/** Something does, or nothing needs to. */
export const ALIVE: Situation[] = [
  does('a text', `out.textContent+='x'`),
  does('an attribute far away', `document.body.classList.toggle('open')`),
  does('an answer after 200 ms', `setTimeout(()=>out.textContent+='x',200)`),
  does('a request', `fetch('/quick')`),
  does('a request that takes 600 ms', `fetch('/slow')`),
  does('a scroll', 'window.scrollBy(0,1)'),
  does('focus elsewhere', 'field.focus()'),
  does('a selection', 'getSelection().selectAllChildren(plain)'),
  does('history', `history.replaceState({},'','?'+Math.random())`),
  does('a dialog', 'dialog.show()'),
  does('a copy', `getSelection().selectAllChildren(plain);document.execCommand('copy');getSelection().empty()`),
  does('a busy page', 'for(const end=performance.now()+1200;performance.now()<end;);'),
  named('a popover', '<button popovertarget="pop">a popover</button><div id="pop" popover>pop</div>'),
  named('a summary', '<details><summary>a summary</summary>more</details>'),
  named('a download', '<a href="/file" download>a download</a>'),
  named('mail', '<a href="mailto:a@b.example">mail</a>'),
  named('another tab', '<a href="/other" target="_blank">another tab</a>'),
  named('a submit', '<form onsubmit="return false"><button>a submit</button></form>'),
  named('an invalid form', '<form><input required><button>an invalid form</button></form>'),
  named('a label', '<label>a label<input type="checkbox"></label>'),
  named('plain words', '<p>plain words</p>'),
  named('a modifier', button('a modifier'), (page) => page.getByText('a modifier').click({ modifiers: ['Control'] })),
  named('words in a row', button('words in a row'), async (page) => {
    await page.evaluate('getSelection().selectAllChildren(plain)');
    await page.getByText('words in a row').click();
    await page.evaluate('getSelection().empty()');
  }),
  named('an exception', `<div data-trodden-ignore-dead>${button('an exception')}</div>`),
  named('a selector', `<div class="quiet">${button('a selector')}</div>`),
  named(
    'alive in a shadow',
    `<x-shadow><template shadowrootmode="open"><button onclick="this.nextSibling.data+='x'">alive in a shadow</button>:</template></x-shadow>`,
  ),
  named(
    'another shadow',
    `<x-far id="far"><template shadowrootmode="open"><i>:</i></template></x-far>${button('another shadow', `far.shadowRoot.firstChild.append('x')`)}`,
  ),
  // Last, since it scrolls far away.
  named('a fragment', '<a href="#fragment">a fragment</a>'),
];

const times = (clicks: number, situation: Situation): Situation => ({ ...situation, clicks });
const clickAt = (page: Page, name: string, offsets: number[], pauseMs = 0) =>
  page
    .getByText(name, { exact: true })
    .boundingBox()
    .then(async (box) => {
      for (const offset of offsets) {
        await page.mouse.click((box?.x ?? 0) + 5 + offset, (box?.y ?? 0) + 5);
        await page.waitForTimeout(pauseMs);
      }
    });

/** Three clicks or more that nobody answered. */
export const RAGE: Situation[] = [
  times(3, does('three times nothing', '')),
  times(5, does('five times nothing', '')),
  times(3, named('three times a box', '<div style="user-select:none">three times a box</div>')),
  times(4, does('a ripple', `this.append(document.createElement('i'));this.classList.toggle('pressed')`)),
  times(3, does('far away', 'toast.textContent+=1')),
  times(3, does('always too late', `setTimeout(()=>out2.textContent+='x',900)`)),
];

/** A repeat that is meant, or no repeat. */
export const CALM: Situation[] = [
  times(2, does('twice', '')),
  times(3, named('a stepper', `<div>${button('a stepper', 'this.nextSibling.textContent++')}<output>0</output></div>`)),
  times(
    4,
    named(
      'a carousel',
      `<section><div style="width:9px"><i></i></div><nav>${button('a carousel', `this.parentNode.previousSibling.firstChild.style.marginLeft=Math.random()+'px'`)}</nav></section>`,
    ),
  ),
  times(
    3,
    named(
      'a pager',
      `<div><ul><li>1</li></ul><nav><ul><li>${button('a pager', `this.closest('div').firstChild.replaceChildren(document.createElement('li'))`)}</li></ul></nav></div>`,
    ),
  ),
  times(
    3,
    named('a counter', `<button onclick="this.lastChild.textContent++"><span>a counter</span> <b>0</b></button>`),
  ),
  named('a number', '<input type="number" aria-label="a number">', async (page) => {
    for (let left = 3; left--; ) await page.getByLabel('a number').click();
  }),
  times(3, named('a rage exception', button('a rage exception', '', 'data-trodden-ignore-rage'))),
  named('too slow', button('too slow'), (page) => clickAt(page, 'too slow', [0, 0, 0], 600)),
  named('too wide', button('too wide', '', 'style="width:300px"'), (page) =>
    clickAt(page, 'too wide', [0, 80, 160, 240]),
  ),
  named('three clicks on words', '<p>three clicks on words</p>', (page) =>
    page.getByText('three clicks on words').click({ clickCount: 3 }),
  ),
  named('keys', button('keys'), async (page) => {
    await page.getByText('keys', { exact: true }).focus();
    for (let left = 4; left--; ) await page.keyboard.press('Enter');
  }),
];
