import { createServer, type IncomingMessage, type OutgoingHttpHeaders, request, type ServerResponse } from 'node:http';
import type { Random } from './random.ts';
import type { StoreAddress } from './verify.ts';

export interface FaultProxy {
  /** For `CLICKHOUSE_URL`. */
  url: string;
  /** Inserts that were harmed. */
  harmed: number;
  /** While away nothing listens: connections are refused at once, and those there were are cut. */
  setAway(away: boolean): Promise<void>;
  stop(): Promise<void>;
}

/** What happens to one insert: nothing, or the given harm. */
export type Harm = (body: Buffer, call: IncomingMessage, response: ServerResponse, forward: () => void) => boolean;

const PARSE_ERROR = 27;
const RESET_WITHIN_MS = 100;

/** Stands between the server and the store. Only inserts of events are harmed. */
export async function startProxy(store: StoreAddress, harm: Harm): Promise<FaultProxy> {
  const target = new URL(store.url);
  const server = createServer(async (call, response) => {
    const body = await bodyOf(call).catch(() => undefined);
    if (body === undefined) return;
    const forward = () => forwardTo(target, call, body, response);
    const isInsert = new URL(call.url ?? '/', target).searchParams.get('query')?.startsWith('INSERT INTO events');
    if (isInsert && harm(body, call, response, forward)) proxy.harmed += 1;
    else forward();
  });
  server.on('clientError', (_error, socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const login = `${encodeURIComponent(store.username)}:${encodeURIComponent(store.password)}`;
  async function close(): Promise<void> {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }

  const proxy: FaultProxy = {
    url: `http://${login}@127.0.0.1:${port}`,
    harmed: 0,
    async setAway(away) {
      if (away) await close();
      else await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    },
    stop: close,
  };
  return proxy;
}

async function bodyOf(call: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of call) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function forwardTo(target: URL, call: IncomingMessage, body: Buffer, response: ServerResponse): void {
  const headers: OutgoingHttpHeaders = { ...call.headers, 'content-length': body.length };
  delete headers['transfer-encoding'];
  const onward = request(
    { host: target.hostname, port: target.port, path: call.url, method: call.method, headers },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    },
  );
  onward.on('error', () => response.destroy());
  onward.end(body);
}

/** Breaks the connection of a share of the inserts: half while the store still works on them, half after the commit. */
export function startResettingProxy(store: StoreAddress, random: Random, share: number): Promise<FaultProxy> {
  return startProxy(store, (_body, call, _response, forward) => {
    if (random() >= share) return false;
    forward();
    setTimeout(() => call.socket.destroy(), random() < 0.5 ? 0 : RESET_WITHIN_MS * random());
    return true;
  });
}

/** The fourth event of every hundredth batch is poison: no insert that holds one is taken, in the words of the store. */
const POISON = /'batch':\d*77,'index':3[,}]/;

export function startPassingProxy(store: StoreAddress): Promise<FaultProxy> {
  return startProxy(store, () => false);
}

export function startPoisonProxy(store: StoreAddress): Promise<FaultProxy> {
  return startProxy(store, (body, _call, response) => {
    if (!POISON.test(body.toString('latin1'))) return false;
    response.writeHead(400, { 'X-ClickHouse-Exception-Code': String(PARSE_ERROR) });
    response.end(
      `Code: ${PARSE_ERROR}. DB::Exception: Poisoned by the kill programme. (CANNOT_PARSE_INPUT_ASSERTION_FAILED)\n`,
    );
    return true;
  });
}
