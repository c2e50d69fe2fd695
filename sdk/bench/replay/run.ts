/**
 * What recording costs a page: `npx tsx sdk/bench/replay/run.ts [--rounds 3] [--soak minutes]`, after `npm run build`. Every round plays
 * the standard session (300 clicks, 20 ms apart, on 1,500 elements) without a script, with rrweb's recorder and native gzip every two
 * seconds (the floor), with the SDK, and with the SDK that records; the order turns. The soak clicks on and on and watches the heap.
 */
import { build } from 'esbuild';
import type { CDPSession, Page } from 'playwright-core';
import { openBrowser, sleep, startSite } from '../../test/browser/harness.ts';
import { replayTag, startReplayCollector } from '../../test/browser/replay-collector.ts';
import { pageWith } from './page.ts';

const CLICKS = 300;
const GAP_MS = 20;
const NAVIGATE_EVERY = 25;
const SETTLE_MS = 3_500;
const MB = 1_048_576;
const option = (name: string, fallback: number) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
};

const FLOOR = `import { record } from '@rrweb/record';
let events = [];
const send = async () => {
  if (!events.length) return;
  const text = JSON.stringify(events); events = [];
  const body = await new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer();
  fetch(location.origin.replace(/\\d+$/, window.collector) + '/floor', { method: 'POST', body: new Blob([body], { type: 'text/plain' }) }).catch(() => {});
};
const go = () => record({ emit: (event) => events.push(event) });
document.readyState === 'loading' ? addEventListener('DOMContentLoaded', go) : go();
setInterval(send, 2000); addEventListener('pagehide', send);`;

const collector = await startReplayCollector();
const { outputFiles } = await build({
  stdin: { contents: FLOOR, resolveDir: import.meta.dirname },
  bundle: true,
  minify: true,
  write: false,
  format: 'iife',
});
const floor = `<script>window.collector=${new URL(collector.origin).port}</script><script>${outputFiles[0]?.text.replaceAll('</script', '<\\/script')}</script>`;
const HEADS: Record<string, string> = {
  nothing: '',
  floor,
  sdk: replayTag(collector, { replay: 'off' }),
  replay: replayTag(collector, { 'replay-min-ms': '2000' }),
};
const site = await startSite((path) => pageWith(HEADS[path.split('/')[1] ?? ''] ?? ''), {
  'cross-origin-opener-policy': 'same-origin',
});
const browser = await openBrowser();

const metrics = async (cdp: CDPSession): Promise<Record<string, number>> =>
  Object.fromEntries((await cdp.send('Performance.getMetrics')).metrics.map(({ name, value }) => [name, value]));
const heapOf = async (cdp: CDPSession) => {
  await cdp.send('HeapProfiler.collectGarbage');
  return ((await metrics(cdp)).JSHeapUsedSize ?? 0) / MB;
};

async function click(page: Page, cdp: CDPSession, count: number): Promise<void> {
  const points = await page.evaluate<Record<string, [number, number]>>(
    `Object.fromEntries([...document.querySelectorAll('.btn,.nav')].map((each) => { const box = each.getBoundingClientRect(); return [each.id, [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)]]; }))`,
  );
  const mouse = (type: 'mouseMoved' | 'mousePressed' | 'mouseReleased', x: number, y: number) =>
    cdp.send('Input.dispatchMouseEvent', {
      type,
      x,
      y,
      ...(type !== 'mouseMoved' && { button: 'left' as const, clickCount: 1 }),
    });
  for (let n = 0; n < count; n++) {
    const id =
      n % NAVIGATE_EVERY === NAVIGATE_EVERY - 1 ? `n${Math.floor(n / NAVIGATE_EVERY) % 10}` : `b${(n * 7) % 60}`;
    const [x, y] = points[id] ?? [0, 0];
    await Promise.all([
      mouse('mouseMoved', x - 9, y - 3),
      mouse('mouseMoved', x, y),
      mouse('mousePressed', x, y),
      mouse('mouseReleased', x, y),
    ]);
    await sleep(GAP_MS);
  }
}

interface Row {
  task: number;
  script: number;
  heap: number;
  bytes: number;
  requests: number;
}

async function session(name: string): Promise<Row> {
  const context = await browser.newContext({ viewport: { width: 1_280, height: 900 } });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  const [bytes, requests] = [collector.wireBytes, collector.chunks.size];
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.goto(`${site.origin}/${name}`);
  await sleep(1_500);
  await cdp.send('HeapProfiler.collectGarbage');
  const before = await metrics(cdp);
  await click(page, cdp, CLICKS);
  await sleep(SETTLE_MS);
  const after = await metrics(cdp);
  const heap = await heapOf(cdp);
  await page.goto('about:blank');
  await sleep(700);
  await context.close();
  const spent = (metric: string) => ((after[metric] ?? 0) - (before[metric] ?? 0)) * 1_000;
  return {
    task: spent('TaskDuration'),
    script: spent('ScriptDuration'),
    heap,
    bytes: (collector.wireBytes - bytes) / 1_000,
    requests: collector.chunks.size - requests,
  };
}

async function compare(rounds: number): Promise<void> {
  const names = Object.keys(HEADS);
  const rows = new Map<string, Row[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (let n = 0; n < names.length; n++) {
      const name = names[(n + round) % names.length] as string;
      rows.get(name)?.push(await session(name));
    }
  const middle = (name: string, of: keyof Row) => {
    const sorted = (rows.get(name) ?? []).map((row) => row[of]).sort((a, b) => a - b);
    return sorted[sorted.length >> 1] ?? Number.NaN;
  };
  console.log(
    '| | task +ms | script +ms | heap +MB | replay KB sent | chunks |\n| --- | --- | --- | --- | --- | --- |',
  );
  const line = (title: string, name: string, from: string) =>
    console.log(
      `| ${title} | ${(['task', 'script', 'heap'] as const).map((of) => (middle(name, of) - middle(from, of)).toFixed(of === 'heap' ? 2 : 0)).join(' | ')} | ${middle(name, 'bytes').toFixed(1)} | ${middle(name, 'requests')} |`,
    );
  line('floor', 'floor', 'nothing');
  line('whole SDK with replay', 'replay', 'nothing');
  line('whole SDK without replay', 'sdk', 'nothing');
  line('so replay alone', 'replay', 'sdk');
}

async function soak(minutes: number): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1_280, height: 900 } });
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  await page.goto(`${site.origin}/replay`);
  await sleep(3_000);
  const end = Date.now() + minutes * 60_000;
  console.log('| minute | heap MB | nodes | listeners | KB sent |\n| --- | --- | --- | --- | --- |');
  for (let minute = 0; Date.now() < end; minute += 0.5) {
    const next = Date.now() + 30_000;
    while (Date.now() < next) {
      await click(page, cdp, 20);
      await sleep(1_000);
    }
    const heap = await heapOf(cdp);
    const { Nodes, JSEventListeners } = await metrics(cdp);
    console.log(
      `| ${minute + 0.5} | ${heap.toFixed(2)} | ${Nodes} | ${JSEventListeners} | ${(collector.wireBytes / 1_000).toFixed(0)} |`,
    );
  }
}

try {
  const minutes = option('soak', 0);
  if (minutes > 0) await soak(minutes);
  else await compare(option('rounds', 3));
} finally {
  await browser.close();
  await site.close();
  await collector.close();
}
