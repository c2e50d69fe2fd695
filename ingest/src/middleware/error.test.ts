import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import express from 'express';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HttpError } from '../errors.ts';
import { createMetrics } from '../metrics.ts';
import { answerClientError } from './client-error.ts';
import { notFound, onlyMethods, renderError } from './error.ts';

const logged: string[] = [];
const metrics = createMetrics();
let server: Server;
let url: string;

beforeAll(async () => {
  const app = express().disable('x-powered-by');
  app.get('/broken', () => {
    throw new Error('secret of the server');
  });
  app.get('/broken-later', async () => {
    throw new TypeError('secret of the server');
  });
  app.get('/half', (_request, response) => {
    response.write('half');
    throw new Error('too late');
  });
  app.get('/wait', () => {
    throw new HttpError('RATE_LIMITED', { retryAfterSeconds: 7 });
  });
  app.post('/refused', () => {
    throw new HttpError('SPOOL_FULL', { retryAfterSeconds: 3 });
  });
  app.get('/secret', () => {
    throw new HttpError('UNAUTHORIZED');
  });
  app
    .route('/once')
    .get((_request, response) => void response.end('ok'))
    .all(onlyMethods('GET'));
  app.use(notFound);
  app.use(renderError(pino({ level: 'info' }, { write: (line: string) => logged.push(line) }), metrics));
  server = createServer(app).on('clientError', answerClientError).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test.each(['/broken', '/broken-later'])('%s: a fault of ours is logged and not told', async (path) => {
  logged.length = 0;
  const answer = await fetch(url + path);
  expect(answer.status).toBe(500);
  expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(await answer.text()).not.toMatch(/secret|\bat\b|\.ts/);
  expect(logged.join()).toContain('secret of the server');
});

test('an answer that has begun is cut off, so that nobody takes it for a whole one', async () => {
  await expect(fetch(`${url}/half`).then((answer) => answer.text())).rejects.toThrow();
});

test('headers that belong to a code', async () => {
  expect((await fetch(`${url}/wait`)).headers.get('retry-after')).toBe('7');
  expect((await fetch(`${url}/secret`)).headers.get('www-authenticate')).toBe('Bearer');
  const wrong = await fetch(`${url}/once`, { method: 'DELETE' });
  expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET']);
});

test('nothing here, and a path that cannot be decoded', async () => {
  for (const path of ['/nothing', '/%E0%A4%A']) {
    const answer = await fetch(url + path);
    expect(answer.status).toBe(404);
    expect(((await answer.json()) as { error: { code: string } }).error.code).toBe('NOT_FOUND');
  }
});

test('HEAD gets no body', async () => {
  const answer = await fetch(`${url}/nothing`, { method: 'HEAD' });
  expect([answer.status, await answer.text()]).toEqual([404, '']);
});

test('who is refused while sending still gets the answer, and the connection goes on', async () => {
  const body = 'x'.repeat(5_000_000);
  for (let n = 0; n < 3; n++) {
    const answer = await fetch(`${url}/refused`, { method: 'POST', body });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '3']);
    await answer.text();
  }
});

test('who goes on sending for too long is cut off', async () => {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.on('error', () => {});
  socket.write('POST /refused HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n');
  const trickle = setInterval(() => socket.write('x'), 100);
  const start = performance.now();
  await new Promise((resolve) => socket.once('close', resolve));
  clearInterval(trickle);
  expect(performance.now() - start).toBeLessThan(4_000);
});

test('what is not HTTP gets the same shape', async () => {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write('nonsense\r\n\r\n');
  const chunks: string[] = [];
  for await (const chunk of socket) chunks.push(String(chunk));
  expect(chunks.join('')).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n[\s\S]*\{"error":\{"code":"INVALID_ENCODING"/);
});

test('refusals are counted by route and code, never by path', async () => {
  await fetch(`${url}/a/path/of/somebody`);
  const text = await metrics.registry.metrics();
  expect(text).toMatch(/trodden_requests_total\{route="\/wait",outcome="RATE_LIMITED"\} 1/);
  expect(text).toMatch(/trodden_requests_total\{route="none",outcome="NOT_FOUND"\} \d/);
  expect(text).not.toContain('somebody');
});
