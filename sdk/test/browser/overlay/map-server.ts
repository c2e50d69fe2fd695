import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import type { Anchor, ClickmapAnswer, ClickmapElement } from '../../../../ingest/src/contract/index.ts';

const DIST = new URL('../../../dist/', import.meta.url);
export const CODE = 'c0de-0123456789abcdef';

export interface MapServer {
  origin: string;
  /** What was asked, with method and path. */
  asked: { what: string; authorization: string; origin: string; query: URLSearchParams }[];
  /** Bodies of recorded events. */
  events: string[];
  answer: ClickmapAnswer;
  /** Life of a token. */
  lifeMs: number;
  /** The pages a token is good for. */
  scope: string;
  /** Answers instead of the server, such as a proxy that was set up wrongly. */
  instead: ((path: string, response: ServerResponse) => boolean) | undefined;
  /** As a new server: the code is good again. */
  reset(): void;
  close(): Promise<void>;
}

function emptyAnswer(): ClickmapAnswer {
  return {
    totals: { clicks: 0, unique_clickers: 0, page_views: 0, dead: 0, rage: 0, errors: 0 },
    elements: [],
    rest: { elements: 0, clicks: 0 },
    grid: [],
    scroll: [],
    fold_px: null,
    languages: [],
    version: 1,
  };
}

/** One element of an answer, with everything that is not told. */
export function elementOf(anchor: Anchor, clicks: number, more: Partial<ClickmapElement> = {}): ClickmapElement {
  return {
    key: createHash('sha256').update(JSON.stringify(anchor)).digest('hex').slice(0, 16),
    anchor,
    tag_name: anchor.t,
    text: '',
    clicks,
    unique_clickers: Math.ceil(clicks / 2),
    share: 0,
    dead: 0,
    rage: 0,
    errors: 0,
    dead_reasons: [],
    clicked_page_views: Math.ceil(clicks / 2),
    exposures: clicks * 3,
    rate: 1 / 3,
    interval: [0.1, 0.3],
    cells: [
      [5, 5, clicks],
      [12, 10, Math.ceil(clicks / 2)],
    ],
    replays: [{ session_replay_id: `replay-${clicks}`, at_ms: 1_790_000_000_000 }],
    last_at_ms: 1_790_000_000_000,
    last_release: '1.4.0',
    ...more,
  };
}

/** The whole answer around its elements. */
export function answerOf(elements: ClickmapElement[]): ClickmapAnswer {
  const clicks = elements.reduce((sum, element) => sum + element.clicks, 0);
  return {
    ...emptyAnswer(),
    totals: { clicks, unique_clickers: Math.ceil(clicks / 3), page_views: clicks * 2, dead: 0, rage: 0, errors: 0 },
    elements: elements.sort((one, other) => other.clicks - one.clicks),
    scroll: Array.from({ length: 21 }, (_, index) => ({ depth: index * 5, page_views: 1000 - index * 45 })),
    fold_px: 700,
  };
}

const body = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const raw = Buffer.concat(chunks);
  return (raw[0] === 0x1f && raw[1] === 0x8b ? gunzipSync(raw) : raw).toString();
};

/** Speaks the contract of the clickmap on a port of its own, with recorded answers, and serves the built script. */
export async function startMapServer(): Promise<MapServer> {
  const scripts = new Map<string, Buffer>();
  let renewals = 0;
  let isUsed = false;
  const json = (response: ServerResponse, status: number, value: unknown) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(value));
  };
  const token = (map: MapServer) => ({
    token: `token-${renewals}`,
    expires_at_ms: Date.now() + map.lifeMs,
    path: map.scope,
  });
  const refuse = (response: ServerResponse) =>
    json(response, 401, { error: { code: 'CLICKMAP_DENIED', message: 'The link is not good any more.', hint: '' } });

  type Reply = (map: MapServer, request: IncomingMessage, response: ServerResponse) => unknown;
  const isCurrent = ({ headers }: IncomingMessage) => headers.authorization === `Bearer token-${renewals}`;
  const replies: Record<string, Reply> = {
    '/v1/events': async (map, request, response) => {
      const text = await body(request);
      map.events.push(text);
      const { batch_id, events } = JSON.parse(text) as { batch_id: string; events: unknown[] };
      json(response, 200, { ok: true, batch_id, accepted: events.length, rejected: [] });
    },
    '/v1/clickmap/exchange': async (map, request, response) => {
      const { code } = JSON.parse(await body(request)) as { code: string };
      if (code !== CODE || isUsed) return refuse(response);
      isUsed = true;
      return json(response, 200, token(map));
    },
    '/v1/clickmap/renew': (map, request, response) => {
      if (!isCurrent(request)) return refuse(response);
      renewals++;
      return json(response, 200, token(map));
    },
    '/v1/clickmap': (map, request, response) =>
      isCurrent(request) ? json(response, 200, map.answer) : refuse(response),
  };
  const script = async (path: string, response: ServerResponse) => {
    const found = scripts.get(path) ?? (await readFile(new URL(`.${path}`, DIST)).catch(() => undefined));
    if (!found) return json(response, 404, { error: { code: 'NOT_FOUND', message: 'No such thing.', hint: '' } });
    scripts.set(path, found);
    return response.writeHead(200, { 'content-type': 'text/javascript' }).end(found);
  };

  const answer = (map: MapServer, request: IncomingMessage, response: ServerResponse): unknown => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://x');
    response.setHeader('access-control-allow-origin', request.headers.origin ?? '*');
    response.setHeader('access-control-allow-headers', 'authorization');
    if (request.method === 'OPTIONS') return response.writeHead(204).end();
    map.asked.push({
      what: `${request.method} ${pathname}`,
      authorization: request.headers.authorization ?? '',
      origin: request.headers.origin ?? '',
      query: searchParams,
    });
    if (map.instead?.(pathname, response)) return undefined;
    const reply = replies[pathname];
    return reply ? reply(map, request, response) : script(pathname, response);
  };

  const map: MapServer = {
    origin: '',
    asked: [],
    events: [],
    answer: emptyAnswer(),
    lifeMs: 900_000,
    scope: '/*',
    instead: undefined,
    reset() {
      isUsed = false;
      renewals = 0;
      map.instead = undefined;
      map.scope = '/*';
      map.asked.length = 0;
      map.events.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  const server: Server = createServer((request, response) => void answer(map, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  map.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return map;
}
