import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import type { TestServer } from './server.ts';

/** A site of one's own in front of the real server: what is between them may be lost, and what it looks like may go. */
export interface OwnSite {
  origin: string;
  /** Its font and its styles are there no more. */
  isGone: boolean;
  /** Recordings are acknowledged, and arrive nowhere. */
  loses: boolean;
  lost: number;
  close(): Promise<void>;
}

/** Any font with signs that no other has. */
const FONTS = 'node_modules/playwright-core/lib/vite/traceViewer/';
const font = () => readFileSync(FONTS + readdirSync(FONTS).find((name) => name.endsWith('.ttf')));
/** Long enough to be kept for itself. */
const rules = Array.from({ length: 90 }, (_, n) => `.never-${n}{padding:${n}px;color:rgb(${n},2,3)}`).join('\n');
const STYLE = `@font-face{font-family:"Own";src:url("/own.ttf?v=1") format("truetype")} #icon{font:60px Own,serif} h1{color:rgb(1,2,3)}\n${rules}`;

const pageOf = (
  key: string,
  path: string,
) => `<!doctype html><html lang="en" data-trodden-unmask><head><title>Own</title>
<link rel="stylesheet" href="/own.css"><script src="/t.js" data-key="${key}" data-replay="on" data-replay-min-ms="0"></script></head>
<body><h1>Own page ${path}</h1><span id="icon">&#xea60;&#xea61;</span><ul id="list"></ul></body></html>`;

export async function startOwnSite({ url, publicKey }: TestServer): Promise<OwnSite> {
  const site: OwnSite = { origin: '', isGone: false, loses: false, lost: 0, close: async () => {} };

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts);
    if (site.loses && request.url?.startsWith('/v1/replay?')) {
      site.lost++;
      const text = body[0] === 0x1f ? gunzipSync(body) : body;
      response.end(JSON.stringify({ ok: true, chunk_id: JSON.parse(text.toString()).chunk_id }));
      return;
    }
    const { method = 'GET' } = request;
    const type = request.headers['content-type'];
    const answer = await fetch(url + request.url, {
      method,
      headers: type === undefined ? {} : { 'content-type': type },
      body: method === 'GET' ? null : new Uint8Array(body),
    });
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' });
    response.end(Buffer.from(await answer.arrayBuffer()));
  }

  const own: Record<string, [type: string, bytes: () => string | Buffer]> = {
    '/own.css': ['text/css', () => STYLE],
    '/own.ttf': ['font/ttf', font],
  };
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').replace(/\?.*/, '');
    if (/^\/(v1\/|t\/|t\.js$)/.test(path)) return void pass(request, response).catch(() => response.destroy());
    const file = own[path];
    if (file === undefined) response.setHeader('content-type', 'text/html').end(pageOf(publicKey, path));
    else if (site.isGone) response.writeHead(404).end();
    else response.setHeader('content-type', file[0]).setHeader('cache-control', 'max-age=600').end(file[1]());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  site.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  site.close = () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return site;
}
