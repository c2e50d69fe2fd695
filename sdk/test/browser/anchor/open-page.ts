import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';

const FACE = new URL('../../../src/dom/index.ts', import.meta.url).pathname;
const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const QUIET = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** Isolation gives timers of 5 µs instead of 100. */
const ISOLATED = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: QUIET });
}

/** The folder as the browser gets it: bundled, minified, on `globalThis.dom`. */
async function domBundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [FACE],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    globalName: 'dom',
    target: 'es2020',
  });
  return outputFiles[0]?.text ?? '';
}

/** A blank origin whose only document is `html`, with the bundle loaded before the page's own scripts. `__name` is what tsx wraps functions in. */
export async function openPage(browser: Browser, html: string): Promise<Page> {
  const page = await browser.newPage();
  const bundle = await domBundle();
  await page.route('**/*', (route) =>
    route.request().resourceType() === 'document'
      ? route.fulfill({ contentType: 'text/html', headers: ISOLATED, body: html })
      : route.fulfill({ status: 204, body: '' }),
  );
  await page.addInitScript({ content: `globalThis.__name = (value) => value; ${bundle} globalThis.dom = dom;` });
  await page.goto('http://localhost/en/all');
  return page;
}
