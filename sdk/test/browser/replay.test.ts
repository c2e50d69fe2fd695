import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { drawOf } from '../../src/extras/draw-replay.ts';
import type { Profile, Site } from './harness.ts';
import { killProfile, openBrowser, openProfile, sleep, startSite, until } from './harness.ts';
import { REPLAY_READY, type ReplayCollector, replayTag, startReplayCollector } from './replay-collector.ts';

const body = '<h1>Shop</h1><button id="buy">Buy</button><ul id="list"></ul><a id="next" href="/next">Next</a>';
/** The part of the address before the page's name says how the tag is made. */
const TAGS: Record<string, Record<string, string>> = {
  path: { 'replay-when': '/path/check*' },
  long: { 'replay-min-ms': '1500' },
  off: { replay: 'off' },
  half: { replay: '0.5' },
  talk: { 'replay-console': '', 'replay-network': '' },
};

let collector: ReplayCollector;
let site: Site;
let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
  browser = await openBrowser();
  site = await startSite((path) => {
    const tag = replayTag(collector, TAGS[path.split('/')[1] as string]);
    return `<!doctype html><html><head><title>${path}</title>${tag}</head><body>${body}</body></html>`;
  });
});
afterAll(async () => {
  await browser.close();
  await site.close();
});
beforeEach(async () => {
  collector = await startReplayCollector();
  context = await browser.newContext();
});
afterEach(async () => {
  await context.close();
  await collector.close();
});

const open = async (path: string, from: BrowserContext = context): Promise<Page> => {
  const page = await from.newPage();
  await page.goto(site.origin + path);
  await page.waitForFunction(REPLAY_READY);
  return page;
};
const segments = () => [...new Set([...collector.chunks.values()].map((chunk) => chunk.session_replay_segment_id))];
const numbersOf = (segment: string) =>
  [...collector.chunks.values()]
    .filter((chunk) => chunk.session_replay_segment_id === segment)
    .map(({ chunk_seq }) => chunk_seq)
    .sort((a, b) => a - b);
const isWhole = (segment: string) =>
  numbersOf(segment).every((number, index) => number === index) &&
  collector.recorded(segment).some(({ type }) => type === 2);
/** Every segment's chunks are numbered without a gap, and there is a snapshot to begin with. */
const expectWhole = async () => {
  await until(() => segments().every(isWhole), 50_000);
  expect(segments().filter((segment) => !isWhole(segment))).toEqual([]);
  expect(collector.faults).toEqual([]);
};
const texts = () => JSON.stringify(collector.recorded());

describe('a visit', () => {
  it('over three pages and two tabs is one replay without a gap, with its marks', async () => {
    const first = await open('/a');
    await first.click('#buy');
    await first.click('#next');
    await first.waitForFunction(REPLAY_READY);
    await first.evaluate(`trodden.track('bought'); trodden.identify('u1')`);
    const second = await open('/b');
    await second.click('#buy');
    await second.close();
    await first.close();
    await until(() => segments().length === 3);
    const later = await open('/c');
    await until(() => segments().length === 4, 20_000);
    await later.close();
    await until(() => segments().length === 4);
    await expectWhole();
    const chunks = [...collector.chunks.values()];
    expect(new Set(chunks.map(({ session_id }) => session_id)).size).toBe(1);
    expect(new Set(chunks.map(({ tab_id }) => tab_id)).size).toBe(3);
    expect(new Set(chunks.map(({ auth }) => auth.state))).toEqual(new Set(['anonymous', 'signed-in']));
    expect(collector.marks().sort()).toEqual(
      expect.arrayContaining([
        'auth:anonymous → signed-in',
        'click:button',
        'event:bought',
        'page-view:/a',
        'page-view:/b',
        'page-view:/next',
      ]),
    );
  });

  it('tells where it can be watched, at this very moment', async () => {
    const page = await open('/a');
    const url = new URL(await page.evaluate<string>('trodden.replayUrl()'));
    await page.close();
    await until(() => collector.chunks.size > 0);
    const [chunk] = collector.chunks.values();
    expect(url.pathname).toBe(`/replays/${chunk?.session_id}`);
    expect(Math.abs(Number(url.searchParams.get('at_ms')) - Date.now())).toBeLessThan(60_000);
  });

  it('goes on where it was when the server comes back', async () => {
    collector.isUp = false;
    const page = await open('/a');
    await page.evaluate(`list.innerHTML = '<li id="while-away">x</li>'`);
    await sleep(1_500);
    await page.click('#next');
    await page.waitForFunction(REPLAY_READY);
    expect(collector.chunks.size).toBe(0);
    collector.isUp = true;
    await page.evaluate(`dispatchEvent(new Event('online'))`);
    await until(() => segments().length >= 1 && texts().includes('while-away'), 20_000);
    await page.close();
    await until(() => segments().length === 2, 20_000);
    expect(texts()).toContain('while-away');
    await expectWhole();
  });

  it('keeps all but the last second of a browser that is killed', async () => {
    const profile: Profile = await openProfile();
    try {
      collector.isUp = false;
      const page = await open('/a', profile.context);
      await page.evaluate(`list.innerHTML = '<li id="before-crash">x</li>'`);
      await sleep(2_500);
      await killProfile(profile);
      await profile.reopen();
      collector.isUp = true;
      const again = await open('/b', profile.context);
      // What is nobody's any more is taken over once its lease is over.
      await until(() => texts().includes('before-crash'), 50_000);
      await again.close();
      expect(texts()).toContain('before-crash');
      await expectWhole();
    } finally {
      await profile.close();
    }
  }, 90_000);
});

describe('a short visit', () => {
  it('has left the page when its tab is closed, though no other page of the site is ever opened', async () => {
    const page = await open('/a');
    await until(() => collector.recorded().some(({ type }) => type === 2));
    // A lively second more than a page's last request could carry as it is.
    await page.evaluate(
      `for (let n = 0; n < 400; n++) list.insertAdjacentHTML('beforeend', '<li class="row r' + n + '"><b>x</b></li>')`,
    );
    await sleep(1_500);
    await page.evaluate(`list.insertAdjacentHTML('beforeend', '<li class="the-end">x</li>')`);
    await page.close();
    await until(() => texts().includes('the-end'));
    expect(texts()).toContain('r399');
    await expectWhole();
  });
});

describe('a session that ends while its page is open', () => {
  const CLOCK = `{ let ahead = 0; const now = Date.now; Date.now = () => now() + ahead; window.leap = (ms) => { ahead += ms; }; }`;
  const visit = async (path: string) => {
    const page = await context.newPage();
    await page.addInitScript(CLOCK);
    await page.goto(site.origin + path);
    await page.waitForFunction(`window.trodden?.startReplay`);
    return page;
  };
  const sessions = () => [...new Set([...collector.chunks.values()].map(({ session_id }) => session_id))];

  it('is followed by one of its own, with its own snapshot', async () => {
    const page = await visit('/a');
    await page.waitForFunction(REPLAY_READY);
    await until(() => sessions().length === 1);
    await page.evaluate('leap(1_900_000)');
    await page.click('#buy');
    await until(() => sessions().length === 2);
    await page.close();
    await until(() => collector.marks().filter((mark) => mark === 'click:button').length === 1);
    expect(segments().length).toBe(2);
    await expectWhole();
  });

  it('each is drawn for itself: recorded or not, whatever the one before was', async () => {
    const page = await visit('/half/a');
    const known: string[] = [];
    for (let n = 0; n < 8; n++) {
      await page.click('#buy');
      const id = await page.evaluate<string>(
        `localStorage.getItem(Object.keys(localStorage).find((name) => name.endsWith('.session'))).split('.')[0]`,
      );
      known.push(id);
      if (drawOf(id) < 0.5) await until(() => sessions().includes(id), 20_000);
      if (n < 7) await page.evaluate('leap(1_900_000)');
    }
    await page.close();
    expect(new Set(known).size).toBe(8);
    expect(sessions().sort()).toEqual(known.filter((id) => drawOf(id) < 0.5).sort());
    await expectWhole();
  });
});

describe('what is kept', () => {
  it('nothing of a session that was too short, everything of one that became long enough on its next page', async () => {
    const page = await open('/long/a');
    await page.close();
    await sleep(500);
    expect(collector.chunks.size).toBe(0);
    const longer = await open('/long/b');
    await longer.click('#buy');
    await longer.goto(`${site.origin}/long/c`);
    await longer.waitForFunction(REPLAY_READY);
    // It looks for what the page before has held back while it is open. What waits at its end, the next page would send.
    const wanted = ['page-view:/long/b', 'click:button', 'page-view:/long/c'];
    await until(() => wanted.every((mark) => collector.marks().includes(mark)), 30_000);
    await longer.close();
    await expectWhole();
    expect(collector.marks()).toEqual(expect.arrayContaining(wanted));
  });

  it('nothing until an error, then also what came before it', async () => {
    const page = await open('/path/a');
    await page.evaluate(`list.innerHTML = '<li id="before">x</li>'`);
    await sleep(300);
    await page.evaluate(`history.pushState({}, '', '/path/b')`);
    await sleep(1_200);
    expect(collector.chunks.size).toBe(0);
    await page.evaluate(`history.pushState({}, '', '/path/checkout')`);
    await page.close();
    await until(() => collector.chunks.size > 0);
    expect(texts()).toContain('before');
    await expectWhole();
  });

  it('the page one lands on, where that is what has to be seen', async () => {
    const page = await open('/path/checkout');
    await page.close();
    await until(() => collector.marks().includes('page-view:/path/checkout'));
    expect(collector.marks()).toContain('page-view:/path/checkout');
    await expectWhole();
  });

  it('nothing until it is asked for, also where the session was not drawn; then in all of its pages', async () => {
    const page = await context.newPage();
    await page.goto(`${site.origin}/off/a`);
    await page.waitForFunction(`window.trodden?.startReplay`);
    await sleep(1_000);
    expect(await page.evaluate('trodden.diagnose().parts.replay')).toBeUndefined();
    expect(await page.evaluate('trodden.replayUrl()')).toBeUndefined();
    await page.evaluate('trodden.startReplay()');
    await page.waitForFunction(REPLAY_READY);
    await page.click('#buy');
    await page.goto(`${site.origin}/off/b`);
    await page.waitForFunction(REPLAY_READY);
    await page.close();
    await until(() => segments().length === 2);
    await expectWhole();
  });

  it('nothing any more after opting out', async () => {
    collector.isUp = false;
    const page = await open('/a');
    await sleep(1_500);
    await page.evaluate('trodden.optOut()');
    await sleep(300);
    expect(await page.evaluate(`Object.keys(localStorage).filter((name) => /replay/.test(name))`)).toEqual([]);
    collector.isUp = true;
    await page.goto(`${site.origin}/b`);
    await sleep(1_000);
    await page.close();
    expect(collector.chunks.size).toBe(0);
  });
});

describe('what the page says to the console and asks for', () => {
  const talk = async (path: string) => {
    const page = await open(path);
    await page.evaluate(`(async () => {
      console.error('secret-word', new TypeError('secret-reason'), null);
      console.warn({ secret: 'secret-object' });
      console.log('secret-log');
      await (await fetch('/api/orders?token=secret-token#x', { method: 'POST', body: 'secret-body' })).text();
    })()`);
    await sleep(300);
    await page.close();
    await until(() => collector.marks().some((mark) => mark.startsWith('page-view')));
  };

  it('is noted when asked for, without a word of it', async () => {
    await talk('/talk/a');
    await until(() => collector.marks().some((mark) => mark.startsWith('network')));
    const told = collector.marks().filter((mark) => /^(console|network)/.test(mark));
    expect(told.map((mark) => mark.replace(/\d+ ms$/, 'n ms')).sort()).toEqual([
      'console:error: string,TypeError,null',
      'console:warn: object',
      `network:200 /api/orders n ms`,
    ]);
    expect(collector.bodies.join()).not.toContain('secret-');
  });

  it('is not noted otherwise', async () => {
    await talk('/a');
    expect(collector.marks().filter((mark) => /^(console|network)/.test(mark))).toEqual([]);
  });
});

describe('an oversized page', () => {
  it('of 150,000 nodes is thinned, says so, and holds up nobody', async () => {
    const page = await context.newPage();
    await page.addInitScript(`
      document.addEventListener('DOMContentLoaded', () => {
        const row = '<li>' + '<b><i>x</i></b>'.repeat(7) + '</li>';
        document.getElementById('list').innerHTML = row.repeat(7000);
      });
    `);
    await page.goto(`${site.origin}/big`);
    await page.waitForFunction(`document.readyState === 'complete'`);
    const nodes = await page.evaluate<number>(
      `document.querySelectorAll('*').length + document.querySelectorAll('i').length`,
    );
    await page.waitForFunction(REPLAY_READY);
    // Its snapshot is too large for a page's last request: it leaves while the page is there.
    await until(() => collector.recorded().some(({ type }) => type === 2), 20_000);
    await page.close();
    await until(() => collector.marks().length > 1);
    expect(nodes).toBeGreaterThan(150_000);
    expect(collector.marks()).toContain('note:thinned: elements');
    // How long a snapshot takes goes with the nodes in it.
    const snapshot = collector.recorded().find(({ type }) => type === 2);
    expect(JSON.stringify(snapshot).match(/"type":/g)?.length).toBeLessThan(20_000);
  });
});
