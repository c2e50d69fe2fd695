import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { PageViewEvent } from '../../../ingest/src/contract/index.ts';
import type { Collector } from './collector.ts';
import { startCollector } from './collector.ts';
import type { Site } from './harness.ts';
import { openBrowser, sleep, startSite } from './harness.ts';

/** A fresh page for every test, on a site of its own, beside a collector. */
export interface HostPage {
  page: Page;
  collector: Collector;
  site: Site;
  /** Uncaught errors of the page. */
  errors: string[];
  /** The package form, as a global `sdk`. */
  module: string;
  /** Code that calls `init` with more options. */
  init(more?: string): string;
  /** Opens an address with the package form in it. */
  load(path?: string): Promise<void>;
  /** Ends the page; what it recorded as navigations, in order. */
  views(): Promise<string[]>;
}

/** Bundles code as a host app does; it may import anything that is installed, and ours from `trodden`. */
export const bundle = async (contents: string): Promise<string> => {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: process.cwd(), loader: 'ts' },
    alias: { trodden: './sdk/src/index.ts', 'trodden/react': './sdk/src/react/index.ts' },
    bundle: true,
    format: 'iife',
    define: { 'process.env.NODE_ENV': '"development"', __VUE_OPTIONS_API__: 'true', __VUE_PROD_DEVTOOLS__: 'false' },
    write: false,
  });
  return outputFiles[0]?.text as string;
};

export const hostPage = (launch: Parameters<typeof openBrowser>[0] = {}): HostPage => {
  let browser: Browser;
  const host = {
    // What an idle page gathers has tests of its own.
    init: (more = '') =>
      `sdk.init({ key: 'pk_test', host: '${host.collector.origin}', without: 'scroll visible exposures vitals', ${more} })`,
    async load(path = '/start') {
      await host.page.goto(host.site.origin + path);
      await host.page.evaluate(host.module);
    },
    async views() {
      await host.page.goto('about:blank');
      await sleep(400);
      return (host.collector.of('$page-view') as PageViewEvent[])
        .sort((a, b) => (a.event_id < b.event_id ? -1 : 1))
        .map(({ data }) => `${data.entry_type} ${data.path}`);
    },
  } as HostPage;
  beforeAll(async () => {
    host.collector = await startCollector();
    host.site = await startSite(
      (path) => `<!doctype html><html><head><title>${path}</title></head><body>x</body></html>`,
    );
    browser = await openBrowser(launch);
    host.module = await bundle(`import * as sdk from 'trodden'; globalThis.sdk = sdk;`);
  });
  afterAll(async () => {
    await browser.close();
    await host.site.close();
    await host.collector.close();
  });
  beforeEach(async () => {
    host.collector.clear();
    host.errors = [];
    const context = await browser.newContext();
    host.page = await context.newPage();
    host.page.on('pageerror', (error) => host.errors.push(String(error)));
    return () => context.close();
  });
  return host;
};
