import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { sendLines } from './send-lines.ts';

const LINE = `${'x'.repeat(65_536)}\n`;
const LINES = 400;
let close = () => {};
afterEach(() => close());

async function serve() {
  const facts = { listeners: 0, isClosed: false, isDone: false };
  async function* lines(response: ServerResponse) {
    try {
      for (let n = 0; n < LINES; n++) {
        facts.listeners = Math.max(facts.listeners, response.listenerCount('close'));
        yield LINE;
      }
    } finally {
      facts.isClosed = true;
    }
  }
  const server = createServer(async (_request, response) => {
    await sendLines(response, lines(response));
    facts.isDone = true;
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { facts, port: (server.address() as AddressInfo).port };
}

test('a reader that is slower gets everything, and leaves no listeners behind', async () => {
  const { facts, port } = await serve();
  const text = await (await fetch(`http://127.0.0.1:${port}`)).text();
  expect(text.length).toBe(LINE.length * LINES);
  expect(facts).toMatchObject({ isClosed: true, isDone: true });
  expect(facts.listeners).toBeLessThan(8);
});

test('a reader that goes away ends the reading of what it would have got', async () => {
  const { facts, port } = await serve();
  const socket = connect(port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await once(socket, 'data');
  expect(facts.isClosed).toBe(false);
  socket.destroy();
  await vi.waitFor(() => expect(facts).toMatchObject({ isClosed: true, isDone: true }), 10_000);
});
