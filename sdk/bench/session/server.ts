import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** What a run sent. */
export interface Traffic {
  requests: number;
  bytes: number;
  scriptBytes: number;
}

const GZIP = 0x1f;
const textOf = (body: Buffer): string => (body[0] === GZIP ? gunzipSync(body) : body).toString();

/** Serves pages and files, takes whatever is posted, and answers our batches by their names. */
export const startServer = async (pages: Map<string, string>, fileOf: (path: string) => Buffer | undefined) => {
  const traffic: Traffic = { requests: 0, bytes: 0, scriptBytes: 0 };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    // Isolated, so that the page's clock has a resolution of 5 µs.
    response.setHeader('cross-origin-opener-policy', 'same-origin');
    response.setHeader('cross-origin-embedder-policy', 'require-corp');
    response.setHeader('cache-control', 'no-store');
    const page = pages.get(pathname);
    const file = fileOf(pathname);
    if (page) response.setHeader('content-type', 'text/html').end(page);
    else if (file) {
      traffic.scriptBytes += file.length;
      response.setHeader('content-type', 'text/javascript').end(file);
    } else if (request.method === 'POST') {
      traffic.requests++;
      traffic.bytes += body.length;
      const { batch_id, events } = batchOf(body);
      response
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify({ status: 1, ok: true, batch_id, accepted: events?.length }));
    } else response.setHeader('content-type', 'application/json').end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, traffic, close: () => server.close() };
};

const batchOf = (body: Buffer): { batch_id?: string; events?: unknown[] } => {
  try {
    return JSON.parse(textOf(body));
  } catch {
    // A peer's, which asks for no more than a success.
    return {};
  }
};
