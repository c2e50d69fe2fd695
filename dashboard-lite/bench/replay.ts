/**
 * How long a viewer waits: `node --import tsx dashboard-lite/bench/replay.ts`, after `npm run build`. Stores an hour of recording in the built
 * server and opens it in Chromium: from the navigation to the first picture, and from a seek anywhere to the picture of that moment.
 */
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { recordSession } from '../../ingest/bench/replay/recording.ts';
import type { ReplaysAnswer } from '../../ingest/src/contract/index.ts';
import { LOOKS, openPage, startBrowser } from '../test/browser.ts';
import { SECRET_KEY, startServer } from '../test/server.ts';

const HOUR_S = 3_600;
const TIMES = 9;

const server = await startServer();
const browser = await startBrowser();
const ask = async <Answer>(path: string): Promise<Answer> =>
  (await (await fetch(server.url + path, { headers: { authorization: `Bearer ${SECRET_KEY}` } })).json()) as Answer;

const report = (what: string, times: number[]) => {
  const sorted = times.sort((a, b) => a - b);
  console.log(`${what}: median ${sorted[TIMES >> 1]?.toFixed(0)} ms, worst ${sorted.at(-1)?.toFixed(0)} ms`);
};

/** Notes when the stage says that something is drawn. */
const LISTEN = `window.shown = []; addEventListener('message', ({ data }) => data?.kind === 'shown' && window.shown.push([performance.now(), data.at]));`;
const nextShown = (page: Page, after: string) =>
  page.evaluate<number>(`new Promise((resolve) => {
    const began = ${after};
    const look = () => {
      const found = window.shown.find(([time]) => time > began);
      const stands = document.querySelector('iframe.stage')?.contentDocument?.querySelector('.replayer-wrapper iframe')?.contentDocument?.body?.childNodes.length;
      found && stands ? resolve(found[0] - began) : setTimeout(look, 2);
    };
    look();
  })`);

try {
  for (const chunk of recordSession(server.publicKey, HOUR_S, Date.now() - HOUR_S * 1_000)) {
    const body = gzipSync(JSON.stringify(chunk));
    const response = await fetch(`${server.url}/v1/replay?t=${Date.now()}`, { method: 'POST', body });
    if (!response.ok) throw new Error(`A chunk was refused: ${response.status} ${await response.text()}`);
  }
  let item: ReplaysAnswer['items'][number] | undefined;
  while (item?.chunk_count !== HOUR_S / 10) {
    [item] = (await ask<ReplaysAnswer>('/api/replays')).items;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const { page } = await openPage(browser, LOOKS[0]);
  await page.addInitScript(LISTEN);
  await page.goto(server.link);
  await page.getByRole('heading', { name: 'Overview', exact: true }).waitFor();
  const first: number[] = [];
  const seeks: number[] = [];
  for (let n = 0; n < TIMES; n++) {
    await page.goto(`${server.url}/replays/${item.session_replay_id}`, { waitUntil: 'commit' });
    first.push(await nextShown(page, '0'));
    await page.locator('input[type=range]').waitFor();
    const to = Math.round(HOUR_S * 1_000 * ((n * 0.37 + 0.5) % 1));
    await page.evaluate(`window.shown.length = 0; window.sought = performance.now();
      { const slider = document.querySelector('input[type=range]'); slider.value = ${to}; slider.dispatchEvent(new Event('input', { bubbles: true })); }`);
    seeks.push(await nextShown(page, 'window.sought'));
  }
  report('first picture of a 60-minute replay', first);
  report('seek to a moment that is not loaded', seeks);
} finally {
  await browser.close();
  await server.stop();
}
