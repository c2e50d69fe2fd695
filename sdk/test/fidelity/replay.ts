/**
 * The replay of the clickmap's own templates: `npx tsx sdk/test/fidelity/replay.ts`. Each page is recorded while it changes as pages do, and
 * at 20 moments what is replayed is compared with a fresh look, node by node and attribute by attribute.
 */
import { openBrowser } from '../browser/harness.ts';
import { judgeTemplate, readTools } from '../browser/replay/fidelity.ts';
import { sources } from './sources.ts';

const MIN_EQUAL = 0.999;

/** A little of everything that scripts do to a page: state, text, order, parts that come and go, fields. */
const STEP = `
  const all = [...document.body.querySelectorAll('*')].filter((element) => !element.closest('script,style,template,svg'));
  const some = (offset) => all[(n * 37 + offset * 101) % all.length];
  some(1)?.classList.toggle('is-active');
  some(2)?.setAttribute('data-state', n % 2 ? 'open' : 'closed');
  some(3)?.toggleAttribute('hidden');
  some(4)?.style.setProperty('margin-top', n + 'px');
  const leaf = all.filter((element) => element.children.length === 0 && element.firstChild)[(n * 13) % 40];
  if (leaf) leaf.textContent = 'changed ' + n;
  const list = all.filter((element) => element.children.length > 3)[n % 5];
  if (list) { list.append(list.firstElementChild); if (n % 3 === 2) list.lastElementChild.remove(); if (n % 3 === 1) list.insertBefore(list.children[1].cloneNode(true), list.firstElementChild); }
  document.body.insertAdjacentHTML(n % 2 ? 'afterbegin' : 'beforeend', '<section class="late"><h2>Late ' + n + '</h2><input value="' + n + '"><a href="/late?n=' + n + '">more</a></section>');
  if (n % 4 === 3) document.querySelector('section.late')?.remove();
  const field = document.querySelectorAll('input,select,textarea')[n % 7];
  if (field) { field.setAttribute('aria-invalid', 'true'); field.disabled = n % 2 === 0; }
  const host = all.find((element) => element.shadowRoot)?.shadowRoot;
  host?.append(Object.assign(document.createElement('b'), { textContent: 'deep ' + n }));
  scrollTo(0, n * 40);`;

const browser = await openBrowser();
let failed = 0;
try {
  const tools = await readTools();
  for (const source of await sources('own')) {
    const { checkpoints, equal, all, differing } = await judgeTemplate(browser, tools, {
      html: source.html(1).trimStart(),
      step: STEP,
    });
    const share = equal / all;
    if (share < MIN_EQUAL) failed++;
    console.log(
      `${source.name.padEnd(20)} ${checkpoints} moments, ${all} lines, ${(share * 100).toFixed(3)} % equal ${share < 1 ? (differing[0] ?? '') : ''}`,
    );
  }
} finally {
  await browser.close();
}
console.log(failed === 0 ? 'Held.' : `Missed by ${failed}.`);
process.exitCode = failed === 0 ? 0 : 1;
