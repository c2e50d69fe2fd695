import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below every ephemeral range (Linux starts at 32,768, macOS at 49,152). Inside it, a client that reconnects while the
 * engine restarts can be given the engine's own port as its source, connect to itself and keep the port taken.
 */
const LOWEST = 20_000;
const HIGHEST = 32_000;

export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(LOWEST, HIGHEST);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}
