/** Time and size of one anchor on a 1,500-node page. Run alone on the machine: `npx tsx sdk/bench/anchor/capture.ts` */
import { openBrowser, openPage } from '../../test/browser/anchor/open-page.ts';
import { realisticPage } from '../../test/browser/anchor/realistic-page.ts';

interface Result {
  nodes: number;
  clicks: number;
  medianUs: number;
  p95Us: number;
  maxUs: number;
  medianBytes: number;
  p95Bytes: number;
  maxBytes: number;
  slowest: string;
  longest: string;
}

declare const dom: typeof import('../../src/dom/index.ts');

const browser = await openBrowser();
try {
  const page = await openPage(browser, realisticPage());
  for (const selector of ['a[href],button,input,label,summary', '*'] as const) {
    const result = await page.evaluate(async (chosen): Promise<Result> => {
      const all = [...document.body.querySelectorAll(chosen)];
      // Spread over the page and in a fixed mixed order, as clicks are.
      const targets = Array.from({ length: 600 }, (_, index) => all[(index * 7919) % all.length] as Element);
      const times: { us: number; html: string }[] = [];
      const sizes: { bytes: number; json: string }[] = [];
      for (const [index, target] of targets.entries()) {
        const before = performance.now();
        const { anchor } = dom.anchorOf(target);
        times.push({ us: (performance.now() - before) * 1000, html: target.outerHTML.slice(0, 60) });
        const json = JSON.stringify(anchor);
        sizes.push({ bytes: json.length, json });
        // A click never comes alone in a tight loop: let the page breathe, so that caches are as cold as in life.
        if (index % 20 === 19) await new Promise((resolve) => setTimeout(resolve, 1));
      }
      times.sort((one, other) => one.us - other.us);
      sizes.sort((one, other) => one.bytes - other.bytes);
      const at = <Of>(list: Of[], share: number) => list[Math.floor((list.length - 1) * share)] as Of;
      return {
        nodes: document.querySelectorAll('*').length,
        clicks: times.length,
        medianUs: Math.round(at(times, 0.5).us),
        p95Us: Math.round(at(times, 0.95).us),
        maxUs: Math.round(at(times, 1).us),
        medianBytes: at(sizes, 0.5).bytes,
        p95Bytes: at(sizes, 0.95).bytes,
        maxBytes: at(sizes, 1).bytes,
        slowest: at(times, 0.98).html,
        longest: at(sizes, 1).json,
      };
    }, selector);
    console.log(selector, result);
  }
} finally {
  await browser.close();
}
