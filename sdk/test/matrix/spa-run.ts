import type { Page } from 'playwright-core';
import { openBrowser, sleep } from '../browser/harness.ts';

/** What Chromium holds for one page after a forced collection. */
export interface Held {
  JSHeapUsedSize: number;
  JSEventListeners: number;
  Nodes: number;
}

export interface SpaRun {
  navigations: number;
  clicks: number;
  /** Spread over so long; as fast as it goes by default. */
  minutes?: number;
}

const ROUTE = `
  const main = document.querySelector('main');
  const render = (n) => { main.innerHTML = '';
    for (let row = 0; row < 40; row++) { const card = document.createElement('article');
      card.innerHTML = '<h3>Item ' + n + '.' + row + '</h3><p>text</p><button>Buy</button><a href="#">more</a>'; main.append(card) }
    document.title = 'Route ' + n };
  globalThis.go = (n) => { history.pushState({}, '', '/route/' + n); render(n) };
  render(0);`;

export const SPA_BODY = `<main></main><script>${ROUTE}</script>`;

const SAMPLES = 8;

const measure = async (page: Page): Promise<Held> => {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  for (let n = 0; n < 3; n++) await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  await session.detach();
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0;
  return { JSHeapUsedSize: of('JSHeapUsedSize'), JSEventListeners: of('JSEventListeners'), Nodes: of('Nodes') };
};

/** Routes and clicks through a single-page app, and weighs it eight times on the way, the first time after a warm-up. */
export const runSpa = async (url: string, { navigations, clicks, minutes = 0 }: SpaRun): Promise<Held[]> => {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(url);
    const held: Held[] = [];
    const perSample = Math.ceil(navigations / SAMPLES);
    const perRoute = Math.round(clicks / navigations);
    const pauseMs = (minutes * 60_000) / navigations;
    for (let route = 1; route <= perSample * SAMPLES; route++) {
      // Trusted clicks cost a round trip each: a script makes them, and the SDK is told to count them.
      await page.evaluate(
        ([route, perRoute]) => {
          (globalThis as unknown as { go(n: number): void }).go(route);
          const targets = document.querySelectorAll<HTMLElement>('main button, main a');
          for (let n = 0; n < perRoute; n++) targets[(route * 7 + n * 13) % targets.length]?.click();
        },
        [route, perRoute] as const,
      );
      await sleep(pauseMs);
      if (route % perSample === 0) {
        await page.evaluate('globalThis.trodden?.flush?.()');
        await sleep(500);
        held.push(await measure(page));
      }
    }
    return held;
  } finally {
    await browser.close();
  }
};
