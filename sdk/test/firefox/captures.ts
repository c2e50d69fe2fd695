import { deepEqual } from 'node:assert/strict';
import type { ClickEvent, PageViewEvent } from '../../../ingest/src/contract/index.ts';
import type { Collector } from '../browser/collector.ts';
import { startCollector } from '../browser/collector.ts';
import type { Profile } from '../browser/harness.ts';
import { openProfile, sleep, startSite, until } from '../browser/harness.ts';

const html = (collector: Collector) => (path: string) =>
  `<!doctype html><html lang="en"><head><title>Shop ${path}</title>
<script>window.trodden=window.trodden||function(){(trodden.q=trodden.q||[]).push(arguments)};trodden('track','early',{n:1})</script>
<script async src="/t.js" data-key="pk_test" data-host="${collector.origin}"></script></head>
<body style="margin:0"><button data-testid="buy" style="position:absolute;left:100px;top:50px;width:200px;height:40px"><b>Buy</b> now</button>
<a id="a" href="/next" style="position:absolute;left:100px;top:150px">Next</a></body></html>`;

const ready = `new Promise((resolve) => { const look = () => (globalThis.trodden?.diagnose?.().parts.rest === 'ready' ? resolve() : setTimeout(look, 50)); look() })`;

interface Scene {
  profile: Profile;
  collector: Collector;
  origin: string;
}

const clicks = async ({ profile, collector, origin }: Scene) => {
  const page = await profile.context.newPage();
  await page.goto(`${origin}/shop?utm_source=mail&token=abc#hash`);
  await page.evaluate(ready);
  await page.mouse.click(150, 60);
  await page.evaluate(() => history.pushState({}, '', '/other'));
  await page.focus('button');
  await page.keyboard.press('Enter');
  await page.close();
  await until(() => collector.of('$click').length >= 2);
  const told = (collector.of('$click') as ClickEvent[]).map(({ data }) => [
    data.tag_name,
    data.input,
    data.element_x,
    data.element_y,
    !!data.anchor.a && !!data.anchor.n,
  ]);
  deepEqual(told, [
    ['button', 'pointer', 0.25, 0.25, true],
    ['button', 'keyboard', 0.5, 0.5, true],
  ]);
  const views = (collector.of('$page-view') as PageViewEvent[]).map(({ data }) => [data.url, data.entry_type]);
  deepEqual(views, [
    [`${origin}/shop?utm_source=mail`, 'initial'],
    [`${origin}/other`, 'push'],
  ]);
  deepEqual(collector.of('early').length, 1);
};

const navigations = async ({ profile, collector, origin }: Scene) => {
  const page = await profile.context.newPage();
  await page.goto(`${origin}/one`);
  await page.evaluate(ready);
  await page.click('#a');
  await page.waitForURL('**/next');
  await page.evaluate(ready);
  // A page that comes back from the cache loads nothing that the driver could wait for.
  await page.evaluate('void setTimeout(() => history.back())');
  await page.waitForURL('**/one', { waitUntil: 'commit', timeout: 5_000 }).catch(() => {});
  await sleep(500);
  await page.close();
  await until(() => collector.of('$page-view').length >= 3);
  const told = (collector.of('$page-view') as PageViewEvent[])
    .sort((a, b) => a.event_at_ms - b.event_at_ms)
    .map(({ data }) => `${data.entry_type === 'restore' ? 'initial' : data.entry_type} ${data.path}`);
  deepEqual(told, ['initial /one', 'initial /next', 'initial /one']);
};

const storage = async ({ profile, collector, origin }: Scene) => {
  const page = await profile.context.newPage();
  await page.goto(`${origin}/one`);
  await page.evaluate(ready);
  await page.evaluate(`trodden.track('x')`);
  await sleep(300);
  const { journal, refused } = await page.evaluate<{ journal: boolean; refused: number }>(
    'trodden.diagnose().delivery',
  );
  await page.evaluate('trodden.optOut()');
  const left = await page.evaluate<string[]>('Object.keys(localStorage)');
  await page.close();
  deepEqual({ journal, refused, left }, { journal: true, refused: 0, left: ['trodden1.pk_test.consent'] });
  deepEqual(collector.faults, []);
};

/** What stock Firefox's driver lets us see of the captures; one line each. */
export const checkCaptures = async (): Promise<{ name: string; fault?: string }[]> => {
  const results: { name: string; fault?: string }[] = [];
  for (const [name, check] of Object.entries({ clicks, navigations, storage })) {
    const collector = await startCollector();
    const site = await startSite(html(collector));
    const profile = await openProfile('firefox');
    try {
      await check({ profile, collector, origin: site.origin });
      deepEqual(collector.faults, []);
      results.push({ name });
    } catch (error) {
      results.push({ name, fault: String(error).slice(0, 600) });
    } finally {
      await profile.close();
      await site.close();
      await collector.close();
    }
  }
  return results;
};
