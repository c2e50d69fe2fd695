import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import express from 'express';
import { expect, test, vi } from 'vitest';
import type { Logger } from '../log.ts';
import { audit } from './audit.ts';

test('a deed whose client leaves is noted too, as one whose answer was not had', async () => {
  const noted: Record<string, unknown>[] = [];
  const note = (facts: Record<string, unknown>) => void noted.push(facts);
  const app = express();
  const begun: (() => void)[] = [];
  app.use(audit({ info: note, warn: note } as unknown as Logger));
  app.post('/quick', (_request, response) => response.end());
  app.post('/slow', () => begun.forEach((tell) => void tell()));
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await fetch(`http://127.0.0.1:${port}/quick`, { method: 'POST' });
  const socket = connect(port, '127.0.0.1');
  const asked = new Promise<void>((resolve) => begun.push(resolve));
  socket.write('POST /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n');
  await asked;
  socket.destroy();
  await vi.waitFor(() => expect(noted).toHaveLength(2), 10_000);
  expect(noted.map(({ route, whole }) => [route, whole])).toEqual([
    ['/quick', true],
    ['/slow', false],
  ]);
  server.closeAllConnections();
  server.close();
});
