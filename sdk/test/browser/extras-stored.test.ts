import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OverviewAnswer, RecentEvent } from '../../../ingest/src/contract/index.ts';
import type { Site } from './harness.ts';
import { openBrowser, sleep, startSite } from './harness.ts';
import type { IngestServer } from './server.ts';
import { PUBLIC_KEY, SECRET_KEY, startIngest } from './server.ts';

const READY_MS = 20_000;
const DAY_MS = 86_400_000;
const TYPES = ['$scroll', '$visible', '$form-submit', '$error', '$exposures', '$web-vitals'];

let ingest: IngestServer;
let scripts: Site;
let site: Site;
let browser: Browser;

beforeAll(async () => {
  ingest = await startIngest();
  scripts = await startSite(() => '');
  site = await startSite(
    () => `<!doctype html><html lang="en"><head><title>Shop</title>
<script async src="${scripts.origin}/t.js" data-key="${PUBLIC_KEY}" data-host="${ingest.url}" data-dead-click-ms="300"></script></head>
<body style="margin:0;height:1400px"><h1 style="margin:0">Shop</h1><button>Dead</button>
<form name="search" action="/find?q=1" onsubmit="return false"><input name="q" value="secret"><button>Find</button></form></body></html>`,
  );
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await site.close();
  await scripts.close();
  await ingest.stop();
});

/** Asks until the answer holds what is waited for. */
const eventually = async <T>(ask: () => Promise<T>, isThere: (answer: T) => boolean): Promise<T> => {
  const end = Date.now() + READY_MS;
  for (;;) {
    const answer = await ask();
    if (isThere(answer) || Date.now() > end) return answer;
    await sleep(300);
  }
};

it('what the idle parts gather lies in the store, and the overview knows the web vitals', async () => {
  const context = await browser.newContext({ viewport: { width: 1000, height: 700 } });
  const page = await context.newPage();
  await page.goto(`${site.origin}/shop`);
  await page.waitForFunction(`window.trodden?.diagnose?.().parts.vitals === 'ready'`);
  await sleep(1_800);
  for (let left = 3; left--; ) await page.getByText('Dead').click();
  await sleep(600);
  await page.evaluate(`setTimeout(() => { throw new RangeError('for max@example.com') })`);
  await sleep(600);
  await page.getByText('Find').click();
  await sleep(100);
  await page.goto('about:blank');

  const rows = await eventually(ingest.recent, (rows) =>
    TYPES.every((type) => rows.some((row) => row.event_type === type)),
  );
  await context.close();
  const of = (type: string): RecentEvent['data'][] =>
    rows.flatMap((row) => (row.event_type === type ? [row.data] : []));
  expect(of('$scroll')).toEqual([{ depth: 50, depth_px: 700, fold_px: 700, page_height: 1400, viewport_width: 1000 }]);
  const ms = expect.any(Number);
  expect(of('$visible')).toEqual([{ visible_ms: ms, active_ms: ms }]);
  expect(of('$form-submit')).toEqual(
    [{ key: ms, name: 'search', action: '/find', method: 'get', fields: 1, prevented: true, invalid: 0 }].map(
      (data) => ({ ...data, key: expect.any(String) }),
    ),
  );
  expect(of('$error')).toMatchObject([
    { kind: 'error', name: 'RangeError', message: 'Uncaught RangeError: for *', count: 1 },
  ]);
  expect(of('$exposures')).toEqual([
    { shown: expect.stringMatching(/^[0-9a-z]+(,[0-9a-z]+)+$/), viewport_width: 1000 },
  ]);
  const [vitals] = of('$web-vitals') as [{ lcp: number; cls: number }];
  expect(vitals).toMatchObject({ lcp: ms, cls: ms, fcp: ms, ttfb: ms });
  const clicks = of('$click').reverse();
  expect(clicks.map((data) => [data.dead, data.rage])).toEqual([
    ['no-change:300', undefined],
    ['no-change:300', undefined],
    ['no-change:300', 3],
    [undefined, undefined],
  ]);
  expect(JSON.stringify(rows)).not.toMatch(/secret|max@/);

  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  const range = `from=${today - DAY_MS}&to=${today + DAY_MS}&tz=UTC`;
  const answer = await eventually(
    async () => {
      const response = await fetch(`${ingest.url}/api/overview?${range}`, {
        headers: { authorization: `Bearer ${SECRET_KEY}` },
      });
      return (await response.json()) as OverviewAnswer;
    },
    ({ web_vitals }) => web_vitals?.length > 0,
  );
  expect(answer.web_vitals).toEqual([
    {
      value: '/shop',
      lcp_p75: vitals.lcp,
      cls_p75: expect.closeTo(vitals.cls, 3),
      inp_p75: expect.anything(),
      views: 1,
    },
  ]);
});
