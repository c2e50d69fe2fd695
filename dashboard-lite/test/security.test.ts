import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { EventBatch, OverviewAnswer, PeopleAnswer, ReplaysAnswer } from '../../ingest/src/contract/index.ts';
import { LOOKS, openPage, settled, startBrowser, type Watched } from './browser.ts';
import { PAYLOADS } from './payloads.ts';
import { SECRET_KEY, startServer, type TestServer } from './server.ts';

const [WIDE] = LOOKS;
const SOON = { timeout: 30_000 };
const headers = { authorization: `Bearer ${SECRET_KEY}` };

let server: TestServer;
let browser: Browser;
let key = '';

const ask = async <T>(path: string): Promise<T> => (await (await fetch(server.url + path, { headers })).json()) as T;

/** One visit in which every word that a visitor's browser chooses is the payload. */
function visitOf(payload: string, at: number): EventBatch {
  const now = Date.now() - at * 1_000;
  const page_view_id = randomUUID();
  const event = (event_type: string, data: object) =>
    ({ event_id: randomUUID(), event_type, event_at_ms: now, page_view_id, data }) as EventBatch['events'][number];
  const position = { x: 10, y: 10, page_x: 10, page_y: 10, element_x: 0.5, element_y: 0.5 };
  const sizes = { element_width: 90, element_height: 30, viewport_width: 1280, viewport_height: 800 };
  const url = `https://shop.example/${payload}?utm_source=${encodeURIComponent(payload)}`;
  return {
    key,
    batch_id: randomUUID(),
    batch_seq: 0,
    sent_at_ms: now,
    sdk_version: payload.slice(0, 60),
    visitor_id: `visitor ${payload}`,
    session_id: `session-${at}`,
    tab_id: payload,
    session_replay_segment_id: `segment-${at}`,
    release: payload,
    auth: { state: 'signed-in', user_id: `user ${payload}`, team_id: payload },
    pages: [{ page_view_id, url }],
    events: [
      event('$page-view', {
        url,
        path: `/${payload}`,
        referrer: `https://ref.example/${payload}`,
        title: payload,
        entry_type: 'initial',
        viewport_width: 1280,
        viewport_height: 800,
        screen_width: 1280,
        screen_height: 800,
        utm: { source: payload, medium: payload, campaign: payload },
      }),
      event('$click', {
        anchor: { t: 'button', n: 'k1', i: payload.slice(0, 60), s: [payload.slice(0, 60)], p: payload },
        tag_name: payload.slice(0, 60),
        text: payload,
        href: payload,
        ...position,
        ...sizes,
        page_width: 1280,
        page_height: 2_000,
        input: 'pointer',
        dead: payload.slice(0, 60),
      }),
      event('$error', { message: payload, source: payload }),
      event(payload.startsWith('$') ? `x${payload}` : payload, { [payload]: payload, words: payload }),
    ],
  };
}

const recordingOf = (payload: string, at: number) => {
  const now = Date.now() - at * 1_000;
  const text = { type: 3, id: 4, textContent: payload };
  const link = { type: 2, id: 3, tagName: 'a', attributes: { href: payload, title: payload }, childNodes: [text] };
  const body = { type: 2, id: 2, tagName: 'body', attributes: {}, childNodes: [link] };
  const mark = (kind: string) => ({
    type: 5,
    timestamp: now,
    data: { tag: 'trodden', payload: { kind, label: payload } },
  });
  const node = { type: 0, id: 1, childNodes: [body] };
  return {
    ...visitOf(payload, at),
    chunk_id: randomUUID(),
    chunk_seq: 0,
    first_event_at_ms: now,
    last_event_at_ms: now + 3_000,
    events: [
      { type: 4, timestamp: now, data: { href: `https://shop.example/${payload}`, width: 800, height: 600 } },
      { type: 2, timestamp: now, data: { node, initialOffset: { left: 0, top: 0 } } },
      mark('page-view'),
      mark('click'),
      mark('error'),
      { type: 3, timestamp: now + 3_000, data: { source: 1, positions: [{ x: 1, y: 2, id: 2, timeOffset: 0 }] } },
    ],
  };
};

const post = (path: string, body: object, more: Record<string, string> = {}) =>
  fetch(server.url + path, { method: 'POST', body: JSON.stringify(body), headers: more });

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
  const { public_keys } = await ask<{ public_keys: string[] }>('/api/projects/default');
  key = public_keys[0] ?? '';
  let accepted = 0;
  for (const [at, payload] of PAYLOADS.entries()) {
    const response = await post('/v1/events', visitOf(payload, at));
    expect(response.status, payload).toBe(200);
    accepted += ((await response.json()) as { accepted: number }).accepted;
  }
  const chunks = await Promise.all(
    PAYLOADS.slice(0, 12).map((payload, at) => post('/v1/replay', recordingOf(payload, at))),
  );
  expect(chunks.map(({ status }) => status)).toEqual(chunks.map(() => 200));
  await fetch(`${server.url}/api/projects/default`, {
    method: 'PATCH',
    headers,
    body: JSON.stringify({ name: `${PAYLOADS[4]}`, sdk: { mask: PAYLOADS[6], ignore: PAYLOADS[40] } }),
  });
  await fetch(`${server.url}/api/page-groups`, {
    method: 'PUT',
    headers,
    body: JSON.stringify({ groups: ['/<img src=x onerror=alert(1)>/:id'] }),
  });
  await vi.waitFor(async () => {
    const { count } = await ask<{ count: number }>('/api/events/count');
    if (count < accepted) throw new Error(`${count} of ${accepted} events so far`);
    const { items } = await ask<ReplaysAnswer>('/api/replays');
    if (items.length < chunks.length) throw new Error(`${items.length} of ${chunks.length} recordings so far`);
    const { page_views } = await ask<OverviewAnswer>('/api/overview');
    if (page_views < PAYLOADS.length) throw new Error(`${page_views} page views are added up so far`);
  }, SOON);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** Nothing ran, nothing was asked for, and what came in as text is text. */
async function expectInert({ page, complaints }: Watched, where: string, allowed = /^$/): Promise<void> {
  const found = await page.evaluate(() => {
    // What is only read, such as a title, may say anything.
    const LIVE = /^(href|src|srcdoc|action|formaction|data|style|xlink:href)$/;
    const active = [...document.querySelectorAll('body *')].filter((each) =>
      [...each.attributes].some(
        ({ name, value }) => name.startsWith('on') || (LIVE.test(name) && /^\s*(javascript:|data:text)/i.test(value)),
      ),
    );
    const foreign = [
      ...document.querySelectorAll('body script, body object, body embed, body base, body meta, body link'),
    ];
    return {
      ran: '__trodden_xss' in window,
      active: [...active, ...foreign].map((each) => each.outerHTML),
      polluted: Object.keys(Object.prototype),
    };
  });
  expect(found, where).toEqual({ ran: false, active: [], polluted: [] });
  expect(
    complaints.filter((text) => !allowed.test(text)),
    where,
  ).toEqual([]);
}

async function openSignedIn(): Promise<Watched> {
  const watched = await openPage(browser, WIDE);
  watched.page.on('dialog', (dialog) => {
    watched.complaints.push(`a dialog said ${dialog.message()}`);
    void dialog.dismiss();
  });
  await watched.page.goto(server.url);
  await watched.page.getByLabel('Or use a secret key').fill(SECRET_KEY);
  await watched.page.keyboard.press('Enter');
  await watched.page.getByRole('heading', { name: 'Overview', exact: true }).waitFor();
  // The console tells of the question that a stranger's page asks first.
  return watched;
}

test('there are enough of them', () => {
  expect(new Set(PAYLOADS).size).toBeGreaterThanOrEqual(40);
});

test('no word of a visitor becomes more than a word, in any view', async () => {
  const watched = await openSignedIn();
  const { page } = watched;
  await page.goto(`${server.url}/overview?range=today`);
  await page.locator('.breakdown tbody tr').first().waitFor();
  await expectInert(watched, 'overview');
  for (const radio of await page.locator('.breakdown .choice label').all()) {
    await radio.click();
    // One that was pressed says something else, so the first of the rest is the next.
    const all = page.getByRole('button', { name: /^Show all/ });
    while ((await all.count()) > 0) await all.first().click();
    await expectInert(watched, `overview, ${await radio.innerText()}`);
  }
  expect(
    await page
      .locator('.breakdown')
      .allInnerTexts()
      .then((texts) => texts.join()),
  ).toContain('<img src=x');

  await page.goto(`${server.url}/live`);
  await page.locator('.event').first().waitFor();
  for (const summary of await page.locator('.event summary').all()) await summary.click();
  await expectInert(watched, 'live');

  await page.goto(`${server.url}/clickmaps?range=today`);
  await page.locator('table tbody tr').first().waitFor();
  await expectInert(watched, 'clickmaps');
  for (const payload of [PAYLOADS[4], PAYLOADS[9], PAYLOADS[36]]) {
    await page.goto(`${server.url}/clickmaps/page?range=today&page=${encodeURIComponent(`/${payload}`)}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await settled(page);
    await expectInert(watched, `clickmap of ${payload}`);
  }

  for (const kind of ['user', 'visitor'] as const) {
    const { people } = await ask<PeopleAnswer>(`/api/people?kind=${kind}&limit=100`);
    await page.goto(`${server.url}/people?kind=${kind}`);
    await page.locator('section[aria-label=People] .empty, a.person').first().waitFor();
    await expectInert(watched, 'people');
    for (const { id } of people.slice(0, 4)) {
      await page.goto(`${server.url}/people/${encodeURIComponent(id)}?kind=${kind}`);
      await page.locator('.event').first().waitFor();
      await expectInert(watched, `person ${id}`);
    }
  }

  await page.goto(`${server.url}/replays`);
  await page.locator('.replay').first().waitFor();
  await expectInert(watched, 'replays');
  const { items } = await ask<ReplaysAnswer>('/api/replays');
  for (const { session_replay_id } of items.slice(0, 4)) {
    await page.goto(`${server.url}/replays/${session_replay_id}`);
    await page.locator('.marks li').first().waitFor();
    await settled(page);
    const stage = page.frames().filter((frame) => frame !== page.mainFrame());
    for (const frame of stage) expect(await frame.evaluate(() => '__trodden_xss' in window)).toBe(false);
    // What the player's policy refuses is told in the console; nothing of it ran or was loaded.
    expect(await page.evaluate(() => '__trodden_xss' in window)).toBe(false);
    expect(watched.complaints.filter((text) => text.includes('dialog') || text.includes('foreign'))).toEqual([]);
    watched.complaints.length = 0;
  }

  const columns = 'event_type, path, title, referrer, user_id, release';
  await page.goto(`${server.url}/sql?q=${encodeURIComponent(`SELECT ${columns} FROM events LIMIT 200`)}`);
  await page.locator('#sql-text').press('Control+Enter');
  await page.locator('.sql-rows td').first().waitFor();
  await expectInert(watched, 'sql');

  for (const part of ['', 'privacy', 'pages', 'keys', 'viewers']) {
    await page.goto(`${server.url}/settings?part=${part}`);
    await page.locator('.settings').first().waitFor();
    await expectInert(watched, `settings ${part}`);
  }
  await watched.context.close();
});

test('no word of an address becomes more than a word either', async () => {
  const watched = await openSignedIn();
  const { page } = watched;
  for (const payload of [PAYLOADS[6], PAYLOADS[36]] as string[]) {
    const word = encodeURIComponent(payload);
    for (const address of [
      `/overview?range=${word}&metric=${word}`,
      `/overview?filter=${encodeURIComponent(`page:is:${payload}`)}`,
      `/install?with=${word}`,
      `/settings?part=${word}`,
      `/sql?q=${word}`,
      `/clickmaps/page?page=${word}`,
      `/nowhere/${word}`.replace('/nowhere', '/overview'),
      `/overview?project=${word}`,
    ]) {
      await page.goto(server.url + address);
      await page.locator('h1, h3').first().waitFor();
      // Nonsense in an address is a question that the server refuses.
      await expectInert(watched, address, /status of 40[04]/);
    }
  }
  for (const address of ['/people/%', '/replays/%', '/share/%']) {
    await page.goto(server.url + address);
    await page.locator('h1').first().waitFor();
    await expectInert(watched, address, /status of 40[04]/);
  }
  await watched.context.close();
});

test('another site can neither frame the dashboard nor use its cookie', async () => {
  const { page, context } = await openPage(browser, WIDE);
  await page.goto(server.url);
  await page.getByLabel('Or use a secret key').fill(SECRET_KEY);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Overview', exact: true }).waitFor();
  // Another host name is another site, and the same machine.
  const evil = server.demoUrl.replace('127.0.0.1', 'localhost');
  await page.goto(evil);
  const outcome = await page.evaluate(async (target) => {
    const attempt = (path: string, init: RequestInit) =>
      fetch(target + path, { credentials: 'include', ...init }).then(
        ({ status, type }) => `${type} ${status}`,
        () => 'refused by the browser',
      );
    const frame = document.createElement('iframe');
    frame.src = target;
    document.body.append(frame);
    await new Promise((resolve) => setTimeout(resolve, 500));
    return {
      read: await attempt('/api/projects', {}),
      change: await attempt('/api/projects/default', { method: 'POST', mode: 'no-cors', body: '{"name":"planted"}' }),
      rotate: await attempt('/api/projects/default/keys', {
        method: 'POST',
        mode: 'no-cors',
        body: '{"kind":"public"}',
      }),
      out: await attempt('/api/session', { method: 'DELETE' }),
      framed: frame.contentDocument === null ? 'closed' : 'open',
    };
  }, server.url);
  expect(outcome).toEqual({
    read: 'refused by the browser',
    change: 'opaque 0',
    rotate: 'opaque 0',
    out: 'refused by the browser',
    framed: 'closed',
  });
  const { public_keys } = await ask<{ public_keys: string[] }>('/api/projects/default');
  expect(public_keys).toEqual([key]);
  await page.goto(server.url);
  await page.getByRole('heading', { name: 'Overview', exact: true }).waitFor();
  await context.close();
});
