import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen } from '../../src/process/http-server.ts';
import { dashboardFiles, sdkFiles } from '../../src/routes/index.ts';
import { scratchDir } from '../with-engine.ts';

const { dir, remove } = scratchDir();
const script = `console.log(${JSON.stringify('script '.repeat(200))});`;
let server: Server;
let url: string;

/** Exactly what is on the wire: `fetch` would unpack the answer and tidy the path. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; headers: Record<string, string | string[] | undefined>; body: Buffer }>(
    (resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port: new URL(url).port, path, headers, method }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
        );
      });
      sent.on('error', reject).end();
    },
  );
}

beforeAll(async () => {
  mkdirSync(join(dir, 'public/t'), { recursive: true });
  mkdirSync(join(dir, 'dashboard/assets'), { recursive: true });
  writeFileSync(join(dir, 'public/t.js'), script);
  writeFileSync(join(dir, 'public/t/overlay-a1b2c3d4.js'), script);
  writeFileSync(join(dir, 'dashboard/index.html'), '<!doctype html><title>Dashboard</title>');
  writeFileSync(join(dir, 'dashboard/assets/main-a1b2c3d4.js'), script);
  writeFileSync(join(dir, 'secret.txt'), 'for nobody');
  const app = express()
    .use(sdkFiles(join(dir, 'public')))
    .use(dashboardFiles(join(dir, 'dashboard')));
  server = createServer(app);
  url = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`;
});
afterAll(() => {
  server.close();
  remove();
});

describe('the browser library', () => {
  it.each([
    ['', undefined, (body: Buffer) => body],
    ['gzip', 'gzip', gunzipSync],
    ['gzip, deflate, br', 'br', brotliDecompressSync],
  ])('travels as the browser likes it: %s', async (accepted, encoding, unpack) => {
    const answer = await get('/t.js', accepted === '' ? {} : { 'accept-encoding': accepted });
    expect(answer.headers['content-encoding']).toBe(encoding);
    expect(answer.headers.vary).toBe('Accept-Encoding');
    expect(unpack(answer.body).toString()).toBe(script);
  });

  it('may be loaded by pages of any origin, and is asked for again every hour', async () => {
    const { headers } = await get('/t.js');
    expect(headers).toMatchObject({
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'content-type': 'text/javascript; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'cache-control': 'public, max-age=3600, stale-while-revalidate=86400',
    });
    const again = await get('/t.js', { 'if-none-match': String(headers.etag) });
    expect([again.status, again.body.length]).toEqual([304, 0]);
    const head = await get('/t.js', {}, 'HEAD');
    expect([head.status, head.headers['content-length'], head.body.length]).toEqual([200, String(script.length), 0]);
  });

  it('names its chunks by content, so that they are kept for ever', async () => {
    const { headers, status } = await get('/t/overlay-a1b2c3d4.js');
    expect(status).toBe(200);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(headers['access-control-allow-origin']).toBe('*');
  });

  it("gives a page with an older script today's chunk, and asks it to come back", async () => {
    const { headers, status, body } = await get('/t/overlay-00000000.js');
    expect([status, body.toString()]).toEqual([200, script]);
    expect(headers['cache-control']).toBe('no-cache');
  });

  it.each([
    '/t/nothing.js',
    '/t/replay-00000000.js',
    '/t/../secret.txt',
    '/t/..%2f..%2fsecret.txt',
    '/t/%2e%2e/secret.txt',
    '/t/',
  ])('is nothing else: %s', async (path) => {
    const { status, body } = await get(path);
    expect(status).not.toBe(200);
    expect(body.toString()).not.toContain('for nobody');
  });
});

describe('the dashboard', () => {
  it.each(['/', '/overview', '/replays/some-id', '/settings'])('is one page for every view: %s', async (path) => {
    const { status, headers, body } = await get(path);
    expect([status, body.toString()]).toEqual([200, '<!doctype html><title>Dashboard</title>']);
    expect(headers['cache-control']).toBe('no-cache');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
  });

  it('keeps what it loads for ever', async () => {
    expect((await get('/assets/main-a1b2c3d4.js')).headers['cache-control']).toContain('immutable');
  });

  it.each(['/nothing', '/overviews', '/api/anything', '/v1/anything', '/assets/gone.js', '/..%2fsecret.txt'])(
    'is no page for %s',
    async (path) => {
      const { status, body } = await get(path);
      expect(status).toBe(404);
      expect(body.toString()).not.toContain('Dashboard');
    },
  );

  it('says in plain words that it is not built', async () => {
    const app = express()
      .use(sdkFiles(join(dir, 'none')))
      .use(dashboardFiles(join(dir, 'none')));
    const bare = createServer(app);
    const address = `http://127.0.0.1:${await listen(bare, 0, '127.0.0.1')}`;
    const page = await fetch(`${address}/`);
    expect([page.status, await page.text()]).toEqual([503, expect.stringContaining('npm run build')]);
    const library = await fetch(`${address}/t.js`);
    expect([library.status, await library.text()]).toEqual([503, expect.stringContaining('npm run build')]);
    bare.close();
  });
});
