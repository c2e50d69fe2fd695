import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser, sleep } from './harness.ts';
import { LINES } from './replay/replayed.ts';
import { TEMPLATES } from './replay/templates.ts';

interface Recorded {
  type: number;
  timestamp: number;
}

const CHECKPOINTS = 20;
const MIN_EQUAL = 0.999;
const META = 4;

let browser: Browser;
let recorder: string;
let player: string;

beforeAll(async () => {
  browser = await openBrowser();
  const entry = new URL('./replay/recorded-page.ts', import.meta.url).pathname;
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, write: false, format: 'iife' });
  recorder = outputFiles[0]?.text ?? '';
  const rrweb = dirname(createRequire(import.meta.url).resolve('rrweb'));
  player = await readFile(join(rrweb, 'rrweb.umd.cjs'), 'utf8');
});
afterAll(() => browser.close());

interface Part {
  /** A snapshot, what belongs to it (frames, adopted sheets), and one step. */
  events: Recorded[];
  /** Without the step. */
  fresh: Recorded[];
}

/** Between two fresh looks lies what the recorder made of one step; the second look says what it should have been. */
const recordSteps = async (page: Page, step: string): Promise<Part[]> => {
  const looks: number[] = [];
  await page.evaluate('window.record()');
  for (let n = 0; n <= CHECKPOINTS; n++) {
    await page.evaluate('window.look()');
    await sleep(80);
    looks.push(await page.evaluate<number>('window.recorded.length'));
    await page.evaluate(`(() => { const n = ${n}; ${step} })()`);
    await sleep(60);
  }
  const events = await page.evaluate<Recorded[]>('window.recorded');
  const starts = looks.map((end) => events.findLastIndex(({ type }, index) => index < end && type === META));
  return starts.map((start, n) => ({
    events: events.slice(start, starts[n + 1]),
    fresh: events.slice(start, looks[n]),
  }));
};

/** What a player shows at the end of some events. */
const replay = (page: Page, events: Recorded[]): Promise<string[]> =>
  page.evaluate(`(async (events) => {
    document.body.innerHTML = '';
    const last = { type: 5, timestamp: events.at(-1).timestamp + 10, data: { tag: 'end', payload: {} } };
    const replayer = new rrweb.Replayer([...events, last], { root: document.body, showWarning: false, mouseTail: false });
    replayer.pause(last.timestamp - events[0].timestamp);
    await new Promise((resolve) => setTimeout(resolve, 60));
    const lines = (${LINES})(replayer.iframe.contentDocument);
    replayer.destroy();
    return lines;
  })(${JSON.stringify(events).replaceAll('<', '\\u003c')})`);

const equalShare = (shown: string[], meant: string[]): { equal: number; all: number; first: string | undefined } => {
  const left = new Map<string, number>();
  for (const line of meant) left.set(line, (left.get(line) ?? 0) + 1);
  let equal = 0;
  let first: string | undefined;
  for (const line of shown) {
    const count = left.get(line) ?? 0;
    if (count > 0) equal++;
    else first ??= line;
    left.set(line, count - 1);
  }
  // What is missing says as much as what is too much.
  first ??= [...left].find(([, count]) => count > 0)?.[0];
  return { equal, all: Math.max(shown.length, meant.length), first };
};

it.each(Object.entries(TEMPLATES))(
  'what is replayed of %s is what was there, at 20 moments',
  async (_name, { html, step }) => {
    const page = await browser.newPage();
    await page.setContent(`<!doctype html><html><head><title>t</title></head><body>${html}</body></html>`);
    await page.evaluate(recorder);
    const parts = await recordSteps(page, step);
    await page.close();
    const stage = await browser.newPage();
    await stage.setContent('<!doctype html><body></body>');
    await stage.evaluate(`var module = undefined, exports = undefined; ${player}`);
    await stage.evaluate('window.rrweb ??= globalThis.rrweb');
    let equal = 0;
    let all = 0;
    const differing: (string | undefined)[] = [];
    for (const [n, { events }] of parts.slice(0, CHECKPOINTS).entries()) {
      const share = equalShare(await replay(stage, events), await replay(stage, parts[n + 1]?.fresh ?? []));
      equal += share.equal;
      all += share.all;
      if (share.first !== undefined) differing.push(`${n}: ${share.first}`);
    }
    await stage.close();
    expect(parts.length).toBe(CHECKPOINTS + 1);
    expect({ differing: differing.slice(0, 5), isEqual: equal / all >= MIN_EQUAL, all: all > 100 }).toEqual({
      differing: equal / all >= MIN_EQUAL ? expect.anything() : [],
      isEqual: true,
      all: true,
    });
  },
);

const MAX_DIFFERING = 0.02;
const VIEW = { width: 800, height: 600 };
/** Edges of letters are smoothed differently from one drawing to the next. */
const LIKE = 32;

/** What share of the pixels of two pictures differs. */
const differing = (page: Page, one: Buffer, other: Buffer): Promise<number> =>
  page.evaluate(
    async ([one, other, like]) => {
      const pixels = async (base64: string) => {
        const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
        const context = canvas.getContext('2d');
        context?.drawImage(bitmap, 0, 0);
        return context?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? new Uint8ClampedArray();
      };
      const [a, b] = [await pixels(one), await pixels(other)];
      let count = 0;
      for (let at = 0; at < a.length; at += 4)
        if ([0, 1, 2].some((channel) => Math.abs((a[at + channel] ?? 0) - (b[at + channel] ?? 0)) > like)) count++;
      return a.length === b.length ? count / (a.length / 4) : 1;
    },
    [one.toString('base64'), other.toString('base64'), LIKE] as const,
  );

it.each(Object.entries(TEMPLATES))('a page of %s without masked text looks as it did', async (name, { html, step }) => {
  const page = await browser.newPage({ viewport: VIEW });
  await page.setContent(
    `<!doctype html><html data-trodden-unmask><head><title>t</title></head><body>${html}</body></html>`,
  );
  await page.evaluate(recorder);
  await page.evaluate('window.record()');
  for (let n = 0; n < 8; n++) {
    await page.evaluate(`(() => { const n = ${n}; ${step} })()`);
    await sleep(200);
  }
  const meant = await page.screenshot();
  const events = await page.evaluate<Recorded[]>('window.recorded');
  const stage = await browser.newPage({ viewport: VIEW });
  await stage.setContent(
    '<!doctype html><style>body{margin:0}iframe{border:0}.replayer-mouse,.replayer-mouse-tail{display:none}</style>',
  );
  await stage.evaluate(`var module = undefined, exports = undefined; ${player}`);
  const blank = await stage.screenshot();
  await stage.evaluate(`((events) => {
      const last = { type: 5, timestamp: events.at(-1).timestamp + 10, data: { tag: 'end', payload: {} } };
      const replayer = new rrweb.Replayer([...events, last], { root: document.body, showWarning: false, mouseTail: false });
      replayer.pause(last.timestamp - events[0].timestamp);
    })(${JSON.stringify(events).replaceAll('<', '\\u003c')})`);
  await sleep(500);
  const share = await differing(stage, meant, await stage.screenshot());
  // The measure sees what is missing.
  if (name === 'list') expect(await differing(stage, meant, blank)).toBeGreaterThan(share);
  expect(share).toBeLessThanOrEqual(MAX_DIFFERING);
  await Promise.all([page.close(), stage.close()]);
});
