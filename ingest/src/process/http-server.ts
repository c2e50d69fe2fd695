import { createServer, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { answerClientError } from '../middleware/index.ts';

/** A slow header is an attack or a broken client; phones send theirs in one packet. */
const HEADERS_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 15_000;
/** A batch and its retry meet the same connection; longer would let idle visitors hold the server's sockets. */
const KEEP_ALIVE_MS = 5_000;
/** A proxy keeps its own pool, mostly for 60 s: closing first would race with the next request it sends. */
const KEEP_ALIVE_BEHIND_PROXY_MS = 65_000;
/** Nobody reads and nobody writes: the answer is not wanted any more. */
const IDLE_TIMEOUT_MS = 120_000;
const CHECK_TIMEOUTS_EVERY_MS = 1_000;
const MAX_HEADER_BYTES = 16_384;
const MAX_CONNECTIONS = 4_096;
/** A whole office behind one address fits; one machine cannot take every connection there is. */
const MAX_CONNECTIONS_PER_ADDRESS = 256;
/** How long requests that have begun may take once the server stops. */
const FINISH_WITHIN_MS = 3_000;
const CLOSE_IDLE_EVERY_MS = 50;

export interface HttpServerOptions {
  /** The addresses are a proxy's, not people's: no limit for each. */
  isBehindProxy: boolean;
  onRefused?: (() => void) | undefined;
}

/** Refuses the connections that one address has too many of. */
function limitPerAddress(server: Server, onRefused: () => void): void {
  const open = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress;
    if (address === undefined) return;
    const count = (open.get(address) ?? 0) + 1;
    if (count > MAX_CONNECTIONS_PER_ADDRESS) {
      onRefused();
      socket.destroy();
      return;
    }
    open.set(address, count);
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left === 0) open.delete(address);
      else open.set(address, left);
    });
  });
}

/** A server that slow, greedy or endless clients cannot wear out. */
export function createHttpServer(listener: RequestListener, { isBehindProxy, onRefused }: HttpServerOptions): Server {
  const server = createServer(
    {
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      keepAliveTimeout: isBehindProxy ? KEEP_ALIVE_BEHIND_PROXY_MS : KEEP_ALIVE_MS,
      connectionsCheckingInterval: CHECK_TIMEOUTS_EVERY_MS,
      maxHeaderSize: MAX_HEADER_BYTES,
      noDelay: true,
    },
    listener,
  );
  server.maxConnections = MAX_CONNECTIONS;
  server.timeout = IDLE_TIMEOUT_MS;
  server.on('clientError', answerClientError);
  server.on('drop', () => onRefused?.());
  if (!isBehindProxy) limitPerAddress(server, () => onRefused?.());
  return server;
}

/** Listens, and says in plain words why it cannot. @returns the port */
export function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new ListenError(error, port, host)));
    server.listen({ port, host }, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/** The address cannot be had. */
class ListenError extends Error {
  override name = 'ListenError';

  constructor(cause: NodeJS.ErrnoException, port: number, host: string) {
    const reasons: Record<string, string> = {
      EADDRINUSE: `Port ${port} is taken. Stop what uses it, or set PORT to another.`,
      EACCES: `Port ${port} may not be opened by this user. Set PORT to one above 1023.`,
      EADDRNOTAVAIL: `This machine has no address ${host}. Set HOST to one of its own.`,
      ENOTFOUND: `The name ${host} cannot be found. Set HOST to an address of this machine.`,
    };
    super(reasons[cause.code ?? ''] ?? `Cannot listen on ${host}:${port}: ${cause.message}`, { cause });
  }
}

/** Takes no new connections, lets what has begun finish, then closes what is left. */
export async function closeHttpServer(server: Server): Promise<void> {
  if (!server.listening) return;
  // A kept-alive connection becomes idle when its request ends, so one look is not enough.
  const idle = setInterval(() => server.closeIdleConnections(), CLOSE_IDLE_EVERY_MS);
  const late = setTimeout(() => server.closeAllConnections(), FINISH_WITHIN_MS);
  await new Promise((resolve) => server.close(resolve));
  clearInterval(idle);
  clearTimeout(late);
}
