import { answerOf, CODE, elementOf, startMapServer } from '../../test/browser/overlay/map-server.ts';
import { anchorsOn, openRoots, openStand, tag } from '../../test/browser/overlay/open-map.ts';

/** What the overlay costs a page with this many clicked elements. */
const ELEMENTS = 2_000;
const SCROLL_MS = 2_000;
const CLICKS = 200;

const body = `<main style="display:grid;grid-template-columns:repeat(10,1fr);gap:8px">${Array.from(
  { length: ELEMENTS },
  (_, index) => `<section><h3>Thing ${'abcdefghij'[index % 10]}${index}</h3><button>Take ${index}</button></section>`,
).join('')}</main>`;

const map = await startMapServer();
const stand = await openStand();
const html = (more: string) => `<!doctype html><html lang="en"><title>Many</title><body>${body}${more}</body>`;
stand.pages.set('/clicked', { html: html('') });
stand.pages.set('/', { html: html(tag(map.origin)) });

const clicked = await stand.browser.newPage();
await clicked.goto(`${stand.origin}/clicked`);
const anchors = await anchorsOn(clicked, 'button');
await clicked.close();
map.answer = answerOf(anchors.map((anchor, index) => elementOf(anchor, 1 + (index % 400))));

/** The page's own clicks, from the press to the end of its listeners: ten at a time, since the clock is coarse. */
const clickTimes = `(async () => {
  const target = document.querySelector('button');
  const times = [];
  for (let n = 0; n < ${CLICKS / 10}; n++) {
    const start = performance.now();
    for (let m = 0; m < 10; m++)
      target.dispatchEvent(new PointerEvent('click', { bubbles: true, composed: true, clientX: 20, clientY: 60 }));
    times.push((performance.now() - start) / 10);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  times.sort((one, other) => one - other);
  return times[times.length >> 1];
})()`;

const frames = `new Promise((resolve) => {
  const gaps = []; let last = 0; const start = performance.now();
  const step = (now) => {
    if (last) gaps.push(now - last);
    last = now;
    scrollTo(0, (now - start) * 2);
    if (now - start < ${SCROLL_MS}) requestAnimationFrame(step);
    else resolve(gaps);
  };
  requestAnimationFrame(step);
})`;

const page = await stand.browser.newPage({ viewport: { width: 1280, height: 800 } });
// What tsx wraps functions in.
await page.addInitScript('globalThis.__name = (value) => value;');
await page.addInitScript(openRoots);
await page.goto(`${stand.origin}/`);
await page.waitForTimeout(1_500);
const without = { click: await page.evaluate(clickTimes), frames: (await page.evaluate(frames)) as number[] };

map.reset();
await page.goto('about:blank');
const session = await page.context().newCDPSession(page);
await session.send('Performance.enable');
const scriptSeconds = async () =>
  (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0;
await page.goto(`${stand.origin}/#trodden=${CODE}`);
await page.locator('trodden-overlay .badge').first().waitFor();
await page.waitForTimeout(1_500);
const opened = await scriptSeconds();
/** From scratch: measured, drawn, badges made. Forced by a resize of the canvas. */
const paint = await page.evaluate(async () => {
  const root = document.querySelector('trodden-overlay')?.shadowRoot;
  const pick = (name: string) =>
    [...(root?.querySelectorAll<HTMLElement>('.pick button') ?? [])].find(({ textContent }) => textContent === name);
  const times: number[] = [];
  for (let n = 0; n < 10; n++) {
    pick('Dots')?.click();
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const start = performance.now();
    pick('Counts')?.click();
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    times.push(performance.now() - start);
  }
  return times.sort((one, other) => one - other)[5];
});
const withMap = { click: await page.evaluate(clickTimes), frames: (await page.evaluate(frames)) as number[] };

const rate = (gaps: number[]) => Math.round(1_000 / (gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length));
console.log(`placed: ${await page.locator('trodden-overlay .figures').innerText()}`.replace(/\n/g, ' '));
console.log(`script until open and placed: ${(opened * 1_000).toFixed(0)} ms`);
console.log(`paint of the counts, p50, with the wait for the frame: ${paint?.toFixed(1)} ms`);
console.log(`frames a second while scrolling: ${rate(withMap.frames)} (without the map ${rate(without.frames)})`);
console.log(
  `a click of the page, p50: ${Number(withMap.click).toFixed(3)} ms (without the map ${Number(without.click).toFixed(3)} ms)`,
);
await stand.close();
await map.close();
