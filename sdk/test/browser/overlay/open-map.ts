import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import type { Anchor } from '../../../../ingest/src/contract/index.ts';
import { openBrowser } from '../harness.ts';
import { CODE } from './map-server.ts';

const FACE = new URL('../../../src/dom/index.ts', import.meta.url).pathname;

export interface Stand {
  browser: Browser;
  /** The site's own origin, apart from the map's server. */
  origin: string;
  /** What the site answers, by path; anything else gets `/`. */
  pages: Map<string, { html: string; headers?: Record<string, string>; status?: number }>;
  close(): Promise<void>;
}

/** A site on the loopback and a browser. */
export async function openStand(): Promise<Stand> {
  const pages: Stand['pages'] = new Map();
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname;
    const page = pages.get(path) ?? pages.get('/');
    response.writeHead(page?.status ?? 200, { 'content-type': 'text/html; charset=utf-8', ...page?.headers });
    response.end(page?.html ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await openBrowser();
  return {
    browser,
    pages,
    // Another name than the map's server: another site, as in life.
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    async close() {
      await browser.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

let bundle: string | undefined;

/** The readers of the SDK on `globalThis.dom`, to make anchors as recorded clicks would. */
async function readers(): Promise<string> {
  if (bundle) return bundle;
  const { outputFiles } = await build({
    entryPoints: [FACE],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'dom',
    target: 'es2022',
  });
  bundle = `globalThis.__name = (value) => value; ${outputFiles[0]?.text ?? ''} globalThis.dom = dom;`;
  return bundle;
}

declare const dom: typeof import('../../../src/dom/index.ts');

/** What clicks on these elements would have kept, on the page as it is now. */
export async function anchorsOn(page: Page, selector: string): Promise<Anchor[]> {
  await page.evaluate(await readers());
  return page.evaluate(
    (wanted) =>
      [...document.querySelectorAll(wanted)].map((element) => JSON.parse(JSON.stringify(dom.anchorOf(element).anchor))),
    selector,
  );
}

/** The tag that a site adds. */
export const tag = (origin: string, more = ''): string =>
  `<script async src="${origin}/t.js" data-key="pk_test_0123456789abcdef" ${more}></script>`;

/** Closed roots cannot be looked into, not by tests either: for them they are opened. */
export const openRoots = (): void => {
  const { attachShadow } = Element.prototype;
  Element.prototype.attachShadow = function (init) {
    return attachShadow.call(this, { ...init, mode: 'open' });
  };
};

/** Opens the map's link and waits for the panel. */
export async function openLink(page: Page, url: string): Promise<void> {
  await page.addInitScript(openRoots);
  await page.goto(`${url}#trodden=${CODE}`);
  await page.locator('trodden-overlay .panel').waitFor();
}
