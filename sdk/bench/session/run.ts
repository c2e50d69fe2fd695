import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import type { Candidate } from './candidates.ts';
import { buildOf, peersIn } from './candidates.ts';
import { pageWith } from './page.ts';
import { startServer } from './server.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    clicks: { type: 'string', default: '300' },
    build: { type: 'string', multiple: true, default: ['ours=sdk/dist'] },
    peers: { type: 'string' },
  },
});
const CLICKS = Number(values.clicks);
/** A page's load, with what comes when it is idle. */
const LOAD_MS = 1_500;
const GAP_MS = 20;
/** Each so many clicks one goes to another route. */
const NAVIGATE_EVERY = 25;
const SETTLE_MS = 3_500;
const LEAVE_MS = 700;
/** Steady on a busy machine, and no sign of a robot, which some peers leave alone. */
const FLAGS = [
  ...[
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
  ...['--no-first-run', '--disable-blink-features=AutomationControlled', '--disable-features=BackForwardCache'],
];
const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';

const control: Candidate = { name: 'control', head: '' };
const candidates = [control, ...values.build.map(buildOf), ...(values.peers ? peersIn(values.peers) : [])];
const pages = new Map([['/blank', '<!doctype html><title>Blank</title>']]);
const server = await startServer(pages, (path) => {
  for (const { file } of candidates) {
    const found = file?.(path);
    if (found) return found;
  }
  return undefined;
});
for (const { name, head } of candidates) pages.set(`/app/${name}`, pageWith(head));

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const median = (numbers: number[]): number => numbers.sort((one, other) => one - other)[numbers.length >> 1] ?? 0;

/** One page load and one session in a browser of its own. Script time is CPU time of the main thread. */
const once = async ({ name }: Candidate) => {
  const profile = mkdtempSync(join(tmpdir(), 'trodden-session-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: FLAGS,
    ignoreDefaultArgs: ['--enable-automation'],
    viewport: { width: 1280, height: 900 },
    userAgent: USER_AGENT,
  });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    const cdp = await context.newCDPSession(page);
    const scriptMs = async () => {
      const { metrics } = await cdp.send('Performance.getMetrics');
      return (metrics.find((metric) => metric.name === 'ScriptDuration')?.value ?? 0) * 1_000;
    };
    await page.goto(`${server.origin}/blank`);
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
    Object.assign(server.traffic, { requests: 0, bytes: 0, scriptBytes: 0 });
    await page.goto(`${server.origin}/app/${name}`, { waitUntil: 'load' });
    await sleep(LOAD_MS);
    const load = await scriptMs();
    const places = new Map(
      (await page.evaluate(
        `[...document.querySelectorAll('button,nav a')].map((one)=>{const r=one.getBoundingClientRect();return [one.id,[r.x+r.width/2,r.y+r.height/2]]})`,
      )) as [string, [number, number]][],
    );
    await page.evaluate('clickMs.length = 0');
    const before = await scriptMs();
    for (let n = 0; n < CLICKS; n++) {
      const isRoute = n % NAVIGATE_EVERY === NAVIGATE_EVERY - 1;
      const [x, y] = places.get(isRoute ? `n${Math.floor(n / NAVIGATE_EVERY) % 10}` : `b${(n * 7) % 60}`) ?? [0, 0];
      const mouse = (type: 'mouseMoved' | 'mousePressed' | 'mouseReleased') =>
        cdp.send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 });
      await Promise.all([mouse('mouseMoved'), mouse('mousePressed'), mouse('mouseReleased')]);
      await sleep(GAP_MS);
    }
    await sleep(SETTLE_MS);
    const session = (await scriptMs()) - before;
    const click = median((await page.evaluate('clickMs')) as number[]);
    // What a page sends when it goes counts too.
    await page.goto(`${server.origin}/blank`);
    await sleep(LEAVE_MS);
    return { load, session, click, ...server.traffic };
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
};

type Run = Awaited<ReturnType<typeof once>>;
const runs = new Map<string, Run[]>(candidates.map(({ name }) => [name, []]));
for (let round = 0; round < Number(values.rounds); round++)
  // Each round begins with another one: whoever comes first on a machine that has rested is better off.
  for (let at = 0; at < candidates.length; at++) {
    const candidate = candidates[(at + round) % candidates.length] as Candidate;
    runs.get(candidate.name)?.push(await once(candidate));
  }
server.close();

const bare = runs.get('control') ?? [];
console.log(
  '| | load script +ms | session script +ms (from..to) | click p50 ms | requests | body KB | JS fetched KB |',
);
console.log('| --- | --- | --- | --- | --- | --- | --- |');
for (const [name, own] of runs) {
  const over = (key: 'load' | 'session') => own.map((run, round) => run[key] - (bare[round]?.[key] ?? 0));
  const of = (key: keyof Run) => median(own.map((run) => run[key]));
  const session = over('session');
  const range = `${Math.min(...session).toFixed(0)}..${Math.max(...session).toFixed(0)}`;
  const kb = (key: 'bytes' | 'scriptBytes') => (of(key) / 1_024).toFixed(1);
  console.log(
    `| ${name} | ${median(over('load')).toFixed(1)} | ${median(session).toFixed(0)} (${range}) | ${of('click').toFixed(2)} | ${of('requests')} | ${kb('bytes')} | ${kb('scriptBytes')} |`,
  );
}
