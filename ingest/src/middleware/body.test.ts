import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { HttpError } from '../errors.ts';
import { createBodyReader } from './body.ts';

const readBody = createBodyReader({ maxBytes: 1_000, timeoutMs: 150, budgetBytes: 1_500 });
let server: Server;
afterEach(() => server.close());

/** Sends the pieces one after the other and tells what `readBody` made of them. */
async function receive(pieces: string[], { pauseMs = 0, end = false } = {}): Promise<string> {
  const outcome = new Promise<string>((resolve) => {
    server = createServer((request, response) => {
      readBody(request).then(
        (bytes) => resolve(bytes.toString()),
        (fault: HttpError) => resolve(fault.code),
      );
      response.on('close', () => {});
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.on('error', () => {});
  for (const piece of pieces) {
    socket.write(piece);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  if (end) socket.destroy();
  const result = await outcome;
  socket.destroy();
  return result;
}
const head = (header: string) => `POST / HTTP/1.1\r\nHost: x\r\n${header}\r\n\r\n`;

test('one piece, several pieces, chunks, nothing', async () => {
  expect(await receive([`${head('Content-Length: 5')}abcde`])).toBe('abcde');
  expect(await receive([head('Content-Length: 5'), 'ab', 'cde'], { pauseMs: 5 })).toBe('abcde');
  expect(
    await receive([head('Transfer-Encoding: chunked'), '3\r\nabc\r\n', '2\r\nde\r\n0\r\n\r\n'], { pauseMs: 5 }),
  ).toBe('abcde');
  expect(await receive([head('Content-Length: 0')])).toBe('');
});

test('a declared length over the limit is refused before the body comes', async () => {
  expect(await receive([head('Content-Length: 1001')])).toBe('TOO_LARGE');
  expect(await receive([head('Content-Length: 9999999999')])).toBe('TOO_LARGE');
});

test('an undeclared one as soon as it is over', async () => {
  expect(await receive([head('Transfer-Encoding: chunked'), `400\r\n${'x'.repeat(1_024)}\r\n`])).toBe('TOO_LARGE');
});

test('exactly the limit is fine', async () => {
  expect(await receive([`${head('Content-Length: 1000')}${'x'.repeat(1_000)}`])).toHaveLength(1_000);
});

test('a sender that is too slow is not waited for', async () => {
  expect(await receive([head('Content-Length: 100'), ...Array(5).fill('x')], { pauseMs: 50 })).toBe('REQUEST_TIMEOUT');
  expect(await receive([head('Transfer-Encoding: chunked'), '3\r\nabc\r\n'], { pauseMs: 5 })).toBe('REQUEST_TIMEOUT');
});

test('a sender that goes away in the middle ends the wait', async () => {
  expect(await receive([head('Content-Length: 100'), 'x'], { pauseMs: 5, end: true })).not.toBe('x');
});

test('many bodies at once have a limit together, and it is given back', async () => {
  const small = createBodyReader({ maxBytes: 1_000, timeoutMs: 5_000, budgetBytes: 1_500 });
  const codes: string[] = [];
  server = createServer((request, response) => {
    small(request).then(
      (bytes) => response.end(String(bytes.length)),
      (fault: HttpError) => {
        codes.push(fault.code);
        response.end(fault.code);
      },
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const sockets = [1, 2].map(() => connect(port, '127.0.0.1'));
  for (const socket of sockets) {
    socket.write(`${head('Content-Length: 1000')}${'x'.repeat(900)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(codes).toEqual(['SPOOL_FULL']);
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => setTimeout(resolve, 50));
  const answer = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body: 'x'.repeat(1_000) });
  expect(await answer.text()).toBe('1000');
});
