/**
 * `npx tsx dashboard-lite/bench/run.ts [--events=2700000] [--users=300000] [--rounds=5] [--dir=<data directory to keep>]`: how long until somebody
 * sees the overview, and until the page answers what they do, in real Chromium on loopback. The server and dashboard must be built.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Page } from 'playwright-core';
import { LOOKS, openPage, startBrowser } from '../test/browser.ts';

const CLI = 'ingest/dist/cli.js';
const option = (name: string, fallback: string) =>
  process.argv.find((text) => text.startsWith(`--${name}=`))?.split('=')[1] ?? fallback;
const ROUNDS = Number(option('rounds', '5'));
const kept = option('dir', '');
const dataDir = kept || (await mkdtemp(join(tmpdir(), 'trodden-dashboard-bench-')));
const env = { ...process.env, PORT: '0', TRODDEN_DATA_DIR: dataDir, TRODDEN_LOG_LEVEL: 'error' };

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const worst = (values: readonly number[]) => Math.max(...values);

if (!existsSync(join(dataDir, 'projects.json'))) {
  const sample = ['demo', '--events', option('events', '2700000'), '--users', option('users', '300000'), '--seed', '3'];
  const [code] = await once(spawn(process.execPath, [CLI, ...sample], { env, stdio: 'inherit' }), 'exit');
  if (code !== 0) throw new Error(`The sample data could not be loaded: exit ${code}`);
}
const child = spawn(process.execPath, [CLI, 'start'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
let link = '';
for await (const line of createInterface({ input: child.stdout })) {
  link = /Dashboard\s+(\S+)/.exec(line)?.[1] ?? link;
  if (line.startsWith('trodden ready')) break;
}
child.stdout.resume();

/** Runs inside the page: from the click until the next frame that shows its effect is over. */
const interact = (page: Page, selector: string) =>
  page.evaluate(async (chosen) => {
    const target = document.querySelector<HTMLElement>(chosen);
    if (!target) throw new Error(`nothing at ${chosen}`);
    const began = performance.now();
    target.click();
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return performance.now() - began;
  }, selector);

const INTERACTIONS: readonly [what: string, selector: string][] = [
  ['another number in the chart', '.card:nth-of-type(3) input, .card input'],
  ['another range', '.choice input[value="7d"]'],
  ['a row that narrows everything', '.row-link'],
  ['another table of a panel', '.breakdown .choice label:nth-of-type(2) input'],
  ['dark colours', '.choice input[value="dark"]'],
  ['another view', 'nav a[href^="/clickmaps"]'],
];

const browser = await startBrowser();
const signIn = await openPage(browser, LOOKS[0]);
await signIn.page.goto(link);
await signIn.page.locator('.card .sparkline').first().waitFor({ timeout: 120_000 });
const storageState = await signIn.context.storageState();
const { origin } = new URL(signIn.page.url());
await signIn.context.close();

const painted: number[] = [];
const answers = new Map<string, number[]>(INTERACTIONS.map(([what]) => [what, []]));
for (let round = 0; round <= ROUNDS; round++) {
  // A context of its own each time: nothing comes from the browser's cache.
  const { page, context } = await openPage(browser, LOOKS[0], { storageState });
  await page.addInitScript(() => {
    new MutationObserver((_records, observer) => {
      if (!document.querySelector('.card .sparkline') || !document.querySelector('.breakdown tbody tr')) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => performance.mark('overview')));
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto(`${origin}/overview?range=30d`);
  await page.waitForFunction(() => performance.getEntriesByName('overview').length > 0, undefined, { timeout: 60_000 });
  const at = await page.evaluate(() => performance.getEntriesByName('overview')[0]?.startTime ?? 0);
  // The first round warms the server up.
  if (round > 0) painted.push(at);
  for (const [what, selector] of INTERACTIONS) {
    const ms = await interact(page, selector);
    if (round > 0) answers.get(what)?.push(ms);
    await page.waitForTimeout(500);
  }
  await context.close();
}
await browser.close();
child.kill('SIGTERM');
await once(child, 'exit');
if (kept === '') await rm(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });

const row = (what: string, values: readonly number[]) =>
  console.log(`${what.padEnd(34)} ${median(values).toFixed(0).padStart(6)} ms   worst ${worst(values).toFixed(0)}`);
row('overview painted', painted);
for (const [what, values] of answers) row(what, values);
