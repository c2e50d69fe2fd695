import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { sleep } from '../harness.ts';
import { LINES } from './replayed.ts';
import type { Template } from './templates.ts';

export interface Recorded {
  type: number;
  timestamp: number;
}

export const CHECKPOINTS = 20;
/** Replaying is waiting, mostly. */
const LANES = 4;
const META = 4;

interface Part {
  /** A snapshot, what belongs to it (frames, adopted sheets), and one step. */
  events: Recorded[];
  /** Without the step. */
  fresh: Recorded[];
}

/** The recorder and the player as scripts, the recorder as it is in the SDK. */
export async function readTools(): Promise<{ recorder: string; player: string }> {
  const entry = new URL('./recorded-page.ts', import.meta.url).pathname;
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, write: false, format: 'iife' });
  const rrweb = dirname(createRequire(import.meta.url).resolve('rrweb'));
  const player = await readFile(join(rrweb, 'rrweb.umd.cjs'), 'utf8');
  return { recorder: outputFiles[0]?.text ?? '', player: `var module = undefined, exports = undefined; ${player}` };
}

export const literal = (events: Recorded[]): string => JSON.stringify(events).replaceAll('<', '\\u003c');

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
  })(${literal(events)})`);

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

export interface Fidelity {
  checkpoints: number;
  /** Lines for nodes and attributes that are as they were, of all. */
  equal: number;
  all: number;
  differing: string[];
}

/** Records a template step by step and compares what is replayed with a fresh look, at every step. */
export async function judgeTemplate(
  browser: Browser,
  { recorder, player }: { recorder: string; player: string },
  { html, step }: Template,
): Promise<Fidelity> {
  const page = await browser.newPage();
  const isWhole = html.startsWith('<!doctype');
  await page.setContent(
    isWhole ? html : `<!doctype html><html><head><title>t</title></head><body>${html}</body></html>`,
  );
  await page.evaluate(recorder);
  const parts = await recordSteps(page, step);
  await page.close();
  const result: Fidelity = { checkpoints: parts.length - 1, equal: 0, all: 0, differing: [] };
  const waiting = parts.slice(0, CHECKPOINTS).map(({ events }, n) => ({ n, events, meant: parts[n + 1]?.fresh ?? [] }));
  const lane = async () => {
    const stage = await browser.newPage();
    await stage.setContent('<!doctype html><body></body>');
    await stage.evaluate(player);
    await stage.evaluate('window.rrweb ??= globalThis.rrweb');
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const share = equalShare(await replay(stage, next.events), await replay(stage, next.meant));
      result.equal += share.equal;
      result.all += share.all;
      if (share.first !== undefined) result.differing.push(`${next.n}: ${share.first}`);
    }
    await stage.close();
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return result;
}
