import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Site } from './harness.ts';
import { openBrowser, sleep, startSite, until } from './harness.ts';
import { REPLAY_READY, type ReplayCollector, replayTag, startReplayCollector } from './replay-collector.ts';

/** Every trap has a number of its own, so that a leak names itself. */
const SECRET = 'Planted';
const COUNT = 64;
const secret = (trap: number) => `${SECRET}${trap}x`;
const s = new Proxy({} as Record<number, string>, { get: (_, trap) => secret(Number(trap)) });

const svg = (text: string) => `<svg xmlns='http://www.w3.org/2000/svg'><text>${text}</text></svg>`;
const page = (tag: string) => `<!doctype html><html data-user="${s[1]}"><head><title>${s[2]}</title>
<link rel="stylesheet" href="/planted.css"><meta name="description" content="${s[3]}"><meta name="csrf" content="${s[4]}"><base target="${s[5]}">
<style>.a::after{content:"${s[6]}"} :root{--name:"${s[7]}"} /* ${s[8]} */ .b{background:url("/i.png?token=${s[9]}")}
.c{background:url("data:image/svg+xml,${encodeURIComponent(svg(s[10] as string))}")}</style>
<script type="application/json">{"a":"${s[11]}"}</script>${tag}</head>
<body class="page" onclick="void '${s[12]}'">
<!-- ${s[13]} --><noscript>${s[14]}</noscript><template><p>${s[15]}</p></template>
<h1>${s[16]}</h1><p title="${s[17]}" aria-label="${s[18]}" data-name="${s[19]}" data-state="${s[20]}" lang="en">${s[21]}</p>
<a id="link" href="/reset?token=${s[22]}#${s[23]}" download="${s[24]}" ping="/p?${s[25]}">go ${s[26]}</a>
<img alt="${s[27]}" src="/me.png?user=${s[28]}" srcset="/me.png?u=${s[29]} 2x">
<img src="data:image/svg+xml;base64,${Buffer.from(svg(s[30] as string)).toString('base64')}">
<img src="data:text/plain,${s[31]}">
<form action="/pay?session=${s[32]}">
<input type="hidden" value="${s[33]}"><input type="text" value="${s[34]}" placeholder="${s[35]}" name="n">
<input id="typed"><input id="pass" type="password"><input type="checkbox" value="${s[36]}" checked><input type="radio" value="${s[37]}">
<input type="email" autocomplete="email" value="${s[38]}"><input autocomplete="cc-number" value="${s[39]}">
<input type="submit" value="${s[40]}"><input type="button" value="${s[41]}"><button value="${s[42]}">${s[43]}</button>
<input type="range" list="l"><datalist id="l"><option value="${s[44]}" label="${s[45]}"></datalist>
<select id="pick"><option value="none">-</option><option value="${s[46]}">${s[47]}</option></select>
<textarea id="area" placeholder="${s[48]}">${s[49]}</textarea></form>
<div id="edit" contenteditable>${s[50]}</div>
<iframe srcdoc="<p title='${s[51]}'>${s[52]}</p>"></iframe>
<div id="host"></div><x-card user="${s[53]}" ng-reflect-model="${s[54]}"></x-card>
<svg><title>${s[55]}</title><desc>${s[56]}</desc><text data-x="${s[57]}">${s[58]}</text><a href="/x?y=${s[59]}"><path d="M0 0"/></a></svg>
<div style="--who:'${s[60]}';background:url('/b.png?k=${s[61]}')">styled</div>
<object data="/o?k=${s[62]}"></object><video poster="/v.png?k=${s[63]}"></video><details><summary>${s[64]}</summary></details>
<div data-trodden-unmask id="open">Shown <input type="password" id="inner"> <span data-trodden-mask>${SECRET}sealed</span></div>
<div data-trodden-block>${SECRET}blocked</div>
</body></html>`;

/** Long enough to be kept for itself. */
const planted = `.p::after{content:"${SECRET}kept"}/* ${SECRET}comment */:root{--kept:"${SECRET}variable"}.u{background:url("/i.png?t=${SECRET}query")}
${Array.from({ length: 120 }, (_, n) => `.rule-${n}{padding:${n}px}`).join('')}`;

let collector: ReplayCollector;
let site: Site;
let browser: Browser;

beforeAll(async () => {
  collector = await startReplayCollector();
  site = await startSite((path) => (path.endsWith('.css') ? planted : page(replayTag(collector))));
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await site.close();
  await collector.close();
});

it('of 64 planted secrets, and as many that come later, none is in any byte that leaves the page', async () => {
  const tab = await browser.newPage();
  await tab.goto(`${site.origin}/account/?token=${SECRET}url#${SECRET}hash`);
  await tab.waitForFunction(REPLAY_READY);
  await tab.type('#typed', `${SECRET}typed`);
  await tab.type('#pass', `${SECRET}pass`);
  await tab.evaluate(`document.getElementById('pass').type = 'text'`);
  await tab.type('#pass', `${SECRET}shown`);
  await tab.type('#inner', `${SECRET}inner`);
  await tab.evaluate(`document.getElementById('inner').type = 'text'`);
  await tab.type('#inner', `${SECRET}more`);
  await tab.type('#area', `${SECRET}area`);
  await tab.type('#edit', `${SECRET}edited`);
  await tab.selectOption('#pick', { index: 1 });
  await tab.evaluate((word) => {
    const at = (id: string) => document.getElementById(id) as HTMLElement;
    const root = at('host').attachShadow({ mode: 'open' });
    root.innerHTML = `${word}shadow<p title="${word}shadowtitle">${word}inner</p><style>p::before{content:"${word}css"}</style>`;
    root.append(`${word}bare`);
    at('link').setAttribute('href', `/other?${word}later`);
    at('link').setAttribute('title', `${word}title`);
    at('link').setAttribute('style', `--x:"${word}style"`);
    at('link').style.setProperty('--y', `"${word}declared"`);
    at('typed').setAttribute('placeholder', `${word}placeholder`);
    (at('typed') as HTMLInputElement).value = `${word}assigned`;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`#host::after{content:"${word}adopted"}`);
    document.adoptedStyleSheets = [sheet];
    sheet.insertRule(`#link::after{content:"${word}inserted"}`);
    document.styleSheets[0]?.insertRule(`#link::before{content:"${word}rule"}`);
    const frame = document.createElement('iframe');
    frame.srcdoc = `<b>${word}frame</b>`;
    document.body.append(frame, `${word}text`);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([word]));
    link.textContent = `${word}link`;
    document.body.append(link);
    document.title = `${word}newtitle`;
    const text = document.querySelector('h1')?.firstChild as Text;
    text.data = `${word}changed`;
    history.pushState({}, '', `/next?q=${word}push`);
  }, SECRET);
  await tab.click('h1');
  await sleep(1_500);
  // A fresh snapshot sees everything once more, at its latest.
  await tab.reload();
  await tab.waitForFunction(REPLAY_READY);
  await sleep(1_500);
  await tab.close();
  await until(() => collector.chunks.size >= 2);
  // Titles are a part of page views, by name; see the events' own privacy test.
  const all = collector.bodies
    .map((body) => (body.includes('"batch_id"') ? body.replace(/"title":"[^"]*"/g, '') : body))
    .join('\n');
  const leaks = [...new Set(all.match(new RegExp(`.{60}${SECRET}\\w*`, 'g')) ?? [])];
  expect(leaks).toEqual([]);
  expect(collector.faults).toEqual([]);
  // A sheet that is kept for itself says no more than one in a snapshot.
  expect([...collector.assets.values()].map((bytes) => bytes.includes('.rule-119'))).toEqual([true]);
  expect(JSON.stringify(collector.recorded())).toContain('/*trodden ');
  // The page was really there.
  expect(collector.recorded().filter(({ type }) => type === 2).length).toBeGreaterThanOrEqual(2);
  expect(all).toContain('"textContent":"Shown ');
  expect(all.match(/\*{9,}/g)?.length).toBeGreaterThan(COUNT / 2);
});
