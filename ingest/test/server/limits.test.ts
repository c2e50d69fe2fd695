import type { Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { closeHttpServer, createHttpServer, listen } from '../../src/process/http-server.ts';
import { until } from '../embedded/process.ts';

const sockets: Socket[] = [];
let server: Server;
let port: number;
let refused = 0;

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await closeHttpServer(server);
});

async function start(isBehindProxy = false): Promise<void> {
  refused = 0;
  server = createHttpServer(
    (request, response) => {
      request.resume().on('end', () => response.end('fine'));
    },
    {
      isBehindProxy,
      onRefused: () => {
        refused += 1;
      },
    },
  );
  port = await listen(server, 0, '127.0.0.1');
}

interface Client {
  socket: Socket;
  received(): string;
  isClosed(): boolean;
}

async function open(): Promise<Client> {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  let text = '';
  let closed = false;
  socket.on('data', (chunk: Buffer) => {
    text += chunk;
  });
  socket.on('error', () => {});
  socket.on('close', () => {
    closed = true;
  });
  await new Promise((resolve) => socket.once('connect', resolve));
  return { socket, received: () => text, isClosed: () => closed };
}

const REQUEST = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';

describe('the HTTP server', () => {
  it('lets one address have 256 connections, and everybody else theirs', async () => {
    await start();
    const clients = await Promise.all(Array.from({ length: 256 }, open));
    for (const { socket } of clients) socket.write(REQUEST);
    await until(() => clients.every((client) => client.received().endsWith('fine')), 20_000);
    const late = await open();
    await until(() => late.isClosed(), 20_000);
    expect([refused, late.received()]).toEqual([1, '']);
    // A place that becomes free can be taken at once.
    clients[0]?.socket.destroy();
    await delay(50);
    const next = await open();
    next.socket.write(REQUEST);
    await until(() => next.received().endsWith('fine'), 20_000);
  });

  it("does not count by address behind a proxy, whose address is everybody's", async () => {
    await start(true);
    const clients = await Promise.all(Array.from({ length: 300 }, open));
    for (const { socket } of clients) socket.write(REQUEST);
    await until(() => clients.every((client) => client.received().endsWith('fine')), 20_000);
    expect(refused).toBe(0);
  });

  it('closes connections whose header never ends, and answers others meanwhile', async () => {
    await start();
    const slow = await Promise.all(Array.from({ length: 100 }, open));
    const drip = setInterval(() => {
      for (const { socket } of slow) if (!socket.destroyed) socket.write('X');
    }, 200);
    for (const { socket } of slow) socket.write('GET / HTTP/1.1\r\nX-Slow: ');
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('fine');
    await until(() => slow.every((client) => client.isClosed()), 20_000);
    clearInterval(drip);
    expect(slow[0]?.received()).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('refuses a header over 16 KB', async () => {
    await start();
    const client = await open();
    client.socket.write(`GET / HTTP/1.1\r\nHost: x\r\nX-Large: ${'x'.repeat(20_000)}\r\n\r\n`);
    await until(() => client.isClosed(), 20_000);
    expect(client.received()).toMatch(/^HTTP\/1\.1 431 /);
  });

  it('stops: finishes what has begun, takes nothing new, waits for nobody else', async () => {
    await start();
    const idle = await open();
    idle.socket.write(REQUEST);
    await until(() => idle.received().endsWith('fine'), 20_000);
    const busy = await open();
    busy.socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nab');
    await delay(100);
    const closing = closeHttpServer(server);
    await until(() => idle.isClosed(), 20_000);
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
    busy.socket.write('cd');
    await closing;
    expect(busy.received()).toMatch(/fine$/);
  });

  it('stops within seconds although a request never ends', async () => {
    await start();
    const stuck = await open();
    stuck.socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nab');
    await delay(100);
    const before = performance.now();
    await closeHttpServer(server);
    expect(performance.now() - before).toBeLessThan(5_000);
    await until(() => stuck.isClosed(), 20_000);
  });
});
