import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';

const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
/** Pages reach nothing but the loopback: themes ask for fonts and scripts of other hosts. */
const ARGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
];

export interface Stand {
  browser: Browser;
  origin: string;
  /** What is served, by path. */
  files: Map<string, string | Buffer>;
  /** Capture, resolver and matrix, as a script of the page. */
  bundle: string;
  close(): Promise<void>;
}

async function bundled(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [new URL('./in-page/index.ts', import.meta.url).pathname],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'fidelity',
    target: 'es2022',
  });
  return `globalThis.__name = (value) => value; ${outputFiles[0]?.text ?? ''} globalThis.fidelity = fidelity;`;
}

/** A browser, and a server that the pages come from. */
export async function openStand(): Promise<Stand> {
  const files: Stand['files'] = new Map();
  const server = createServer((request, response) => {
    const path = decodeURIComponent((request.url ?? '/').split('?')[0] ?? '/');
    const file = files.get(path);
    if (file === undefined) return response.writeHead(404).end();
    const type = path.endsWith('.css') ? 'text/css' : path.endsWith('.js') ? 'text/javascript' : 'text/html';
    return response.writeHead(200, { 'content-type': typeof file === 'string' ? 'text/html' : type }).end(file);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS });
  return {
    browser,
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    files,
    bundle: await bundled(),
    async close() {
      await browser.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
