import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ClickEvent, PageViewEvent } from '../../../ingest/src/contract/index.ts';
import type { Collector } from './collector.ts';
import { startCollector } from './collector.ts';
import type { Profile, Site } from './harness.ts';
import { openProfile, startSite, until } from './harness.ts';

const html = (path: string) => `<!doctype html><html lang="en"><head><title>Shop ${path.split('?')[0]}</title>
<script>window.trodden=window.trodden||function(){(trodden.q=trodden.q||[]).push(arguments)};trodden('track','early',{n:1})</script>
<script async src="SDK/t.js" data-key="pk_test" data-host="${collector.origin}" data-release="r1"></script></head>
<body style="margin:0"><button id="b" style="position:absolute;left:100px;top:50px;width:200px;height:40px"><b>Buy</b> now</button>
<a id="a" href="/next?secret=1#x" style="position:absolute;left:100px;top:150px">Next</a>
<label id="l" style="position:absolute;left:100px;top:250px"><input type="checkbox" id="c"> Agree</label></body></html>`;

let collector: Collector;
let site: Site;
let profile: Profile;
let page: Page;

beforeAll(async () => {
  collector = await startCollector();
  const scripts = await startSite(() => '');
  site = await startSite((path) => html(path).replace('SDK', scripts.origin));
  profile = await openProfile();
});
afterAll(async () => {
  await profile.close();
  await site.close();
  await collector.close();
});
beforeEach(async () => {
  collector.clear();
  page = await profile.context.newPage();
});

describe('captures', () => {
  it('records a page view, clicks and a pushed page field by field', async () => {
    const errors: unknown[] = [];
    page.on('pageerror', (error) => errors.push(error));
    await page.goto(`${site.origin}/shop?utm_source=mail&token=abc#hash`, { referer: 'https://ref.example/x?y=1' });
    await page.waitForFunction(`typeof trodden.diagnose === "function"`);
    await page.mouse.click(150, 60);
    await page.evaluate(() => history.pushState({}, '', '/other'));
    await page.focus('#b');
    await page.keyboard.press('Enter');
    await page.mouse.click(150, 260);
    await page.close();
    await until(() => collector.of('$click').length >= 3);
    expect(errors).toEqual([]);
    expect(collector.faults).toEqual([]);
    const views = collector.of('$page-view') as PageViewEvent[];
    expect(views.map(({ data }) => [data.url, data.path, data.title, data.entry_type])).toEqual([
      [`${site.origin}/shop?utm_source=mail`, '/shop', 'Shop /shop', 'initial'],
      [`${site.origin}/other`, '/other', 'Shop /shop', 'push'],
    ]);
    const clicks = collector.of('$click') as ClickEvent[];
    expect(clicks.map(({ data }) => [data.tag_name, data.input, data.element_x, data.element_y])).toEqual([
      ['button', 'pointer', 0.25, 0.25],
      ['button', 'keyboard', 0.5, 0.5],
      ['label', 'pointer', expect.any(Number), expect.any(Number)],
    ]);
  });
});
