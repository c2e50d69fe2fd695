/**
 * `npx tsx dashboard-lite/bench/run.ts [--events=2700000] [--users=300000] [--rounds=5] [--dir=<data directory to keep>] [--project=default]`:
 * how long until somebody sees the overview, until the page answers what they do, and until a new project shows its first event, in real
 * Chromium on loopback. The server and dashboard must be built.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Page } from 'playwright-core';
import type { NewKeysAnswer } from '../../ingest/src/contract/index.ts';
import { LOOKS, openPage, startBrowser } from '../test/browser.ts';

const CLI = 'ingest/dist/cli.js';
const option = (name: string, fallback: string) =>
  process.argv.find((text) => text.startsWith(`--${name}=`))?.split('=')[1] ?? fallback;
const ROUNDS = Number(option('rounds', '5'));
const kept = option('dir', '');
const PROJECT = option('project', 'default');
const SECRET_KEY = 'sk_bench-of-the-dashboard';
const dataDir = kept || (await mkdtemp(join(tmpdir(), 'trodden-dashboard-bench-')));
const env = {
  ...process.env,
  PORT: '0',
  TRODDEN_DATA_DIR: dataDir,
  TRODDEN_LOG_LEVEL: 'error',
  TRODDEN_SECRET_KEY: SECRET_KEY,
};

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

/** From the click until the numbers are those of the new question. */
const answered = (page: Page, selector: string) =>
  page.evaluate(async (chosen) => {
    const overview = document.querySelector('.overview');
    const target = document.querySelector<HTMLElement>(chosen);
    if (!overview || !target) throw new Error(`nothing at ${chosen}`);
    let wasStale = false;
    const began = performance.now();
    await new Promise<void>((resolve) => {
      new MutationObserver(() => {
        const isStale = overview.classList.contains('stale');
        if (wasStale && !isStale) resolve();
        wasStale ||= isStale;
      }).observe(overview, { attributeFilter: ['class'] });
      target.click();
    });
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return performance.now() - began;
  }, selector);

/** From the moment a page with the snippet is opened until the install view of a new project has got its first event. */
async function firstEvent(round: number): Promise<number> {
  const made = await fetch(`${origin}/api/projects`, {
    method: 'POST',
    headers: { authorization: `Bearer ${SECRET_KEY}` },
    body: JSON.stringify({ name: `New ${Date.now()} ${round}` }),
  });
  const { project, public_key } = (await made.json()) as NewKeysAnswer;
  const tag = `<script async src="${origin}/t.js" data-key="${public_key}"></script>`;
  const site = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html><html lang="en"><head><title>New</title>${tag}</head><body>New</body></html>`);
  }).listen(0, '127.0.0.1');
  const install = await openPage(browser, LOOKS[0], { storageState });
  await install.page.goto(`${origin}/install?project=${project.id}`);
  await install.page.getByText('Waiting for the first event…').waitFor();
  const visitor = await openPage(browser, LOOKS[0]);
  const began = performance.now();
  const [ms] = await Promise.all([
    install.page
      .getByText('Got it.')
      .waitFor()
      .then(() => performance.now() - began),
    visitor.page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`),
  ]);
  await install.context.close();
  await visitor.context.close();
  site.closeAllConnections();
  site.close();
  return ms;
}

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
await signIn.page.getByRole('heading', { name: 'Overview', exact: true }).waitFor();
await signIn.page.goto(`${new URL(signIn.page.url()).origin}/overview?project=${PROJECT}`);
await signIn.page.locator('.card .sparkline').first().waitFor({ timeout: 120_000 });
const storageState = await signIn.context.storageState();
const { origin } = new URL(signIn.page.url());
await signIn.context.close();

const painted: number[] = [];
const first: number[] = [];
const ranges: number[] = [];
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
  await page.goto(`${origin}/overview?range=30d&project=${PROJECT}`);
  await page.waitForFunction(() => performance.getEntriesByName('overview').length > 0, undefined, { timeout: 60_000 });
  const at = await page.evaluate(() => performance.getEntriesByName('overview')[0]?.startTime ?? 0);
  // The first round warms the server up.
  if (round > 0) painted.push(at);
  for (const [what, selector] of INTERACTIONS) {
    const ms = await interact(page, selector);
    if (round > 0) answers.get(what)?.push(ms);
    await page.waitForTimeout(500);
  }
  await page.goto(`${origin}/overview?range=30d&project=${PROJECT}`);
  await page.locator('.overview:not(.stale) .card .sparkline').first().waitFor();
  // Never asked before: a question of each round's own.
  const days = await answered(page, `.breakdown tbody tr:nth-child(${1 + round}) .row-link`);
  if (round > 0) ranges.push(days);
  await context.close();
  const ms = await firstEvent(round);
  if (round > 0) first.push(ms);
}
await browser.close();
child.kill('SIGTERM');
await once(child, 'exit');
if (kept === '') await rm(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });

const row = (what: string, values: readonly number[]) =>
  console.log(`${what.padEnd(34)} ${median(values).toFixed(0).padStart(6)} ms   worst ${worst(values).toFixed(0)}`);
row('overview painted', painted);
row('a new question answered', ranges);
row('first event of a new project', first);
for (const [what, values] of answers) row(what, values);
