import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser, sleep } from './harness.ts';
import type { Recorded } from './replay/fidelity.ts';
import { CHECKPOINTS, judgeTemplate, literal, readTools } from './replay/fidelity.ts';
import { TEMPLATES } from './replay/templates.ts';

const MIN_EQUAL = 0.999;

let browser: Browser;
let tools: Awaited<ReturnType<typeof readTools>>;

beforeAll(async () => {
  [browser, tools] = await Promise.all([openBrowser(), readTools()]);
});
afterAll(() => browser.close());

it.each(Object.entries(TEMPLATES))(
  'what is replayed of %s is what was there, at 20 moments',
  async (_name, template) => {
    const { checkpoints, equal, all, differing } = await judgeTemplate(browser, tools, template);
    expect(checkpoints).toBe(CHECKPOINTS);
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
  await page.evaluate(tools.recorder);
  await page.evaluate('window.record()');
  for (let n = 0; n < 8; n++) {
    await page.evaluate(`(() => { const n = ${n}; ${step} })()`);
    await sleep(200);
  }
  // What canvases and films show is not recorded: it may be anything, and could not be masked.
  await page.addStyleTag({ content: 'canvas,video{visibility:hidden}' });
  await sleep(200);
  const meant = await page.screenshot();
  const events = await page.evaluate<Recorded[]>('window.recorded');
  const stage = await browser.newPage({ viewport: VIEW });
  await stage.setContent(
    '<!doctype html><style>body{margin:0}iframe{border:0}.replayer-mouse,.replayer-mouse-tail{display:none}</style>',
  );
  await stage.evaluate(tools.player);
  const blank = await stage.screenshot();
  await stage.evaluate(`((events) => {
      const last = { type: 5, timestamp: events.at(-1).timestamp + 10, data: { tag: 'end', payload: {} } };
      const replayer = new rrweb.Replayer([...events, last], { root: document.body, showWarning: false, mouseTail: false });
      replayer.pause(last.timestamp - events[0].timestamp);
    })(${literal(events)})`);
  await sleep(500);
  const share = await differing(stage, meant, await stage.screenshot());
  // The measure sees what is missing.
  if (name === 'list') expect(await differing(stage, meant, blank)).toBeGreaterThan(share);
  expect(share).toBeLessThanOrEqual(MAX_DIFFERING);
  await Promise.all([page.close(), stage.close()]);
});
