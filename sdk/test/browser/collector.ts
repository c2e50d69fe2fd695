import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { gunzipSync } from 'node:zlib';
import type { BatchEnvelope, TroddenEvent } from '../../../ingest/src/contract/index.ts';
import {
  batchSchema,
  clickEventSchema,
  flatEventSchema,
  pageViewEventSchema,
} from '../../../ingest/src/contract/index.ts';
import { IGNORED_SKEW_MS, MAX_EVENT_AGE_MS, MAX_EVENT_AHEAD_MS } from '../../../ingest/src/contract/limits.ts';

/** How the collector treats one request. */
export type Mood =
  | 'up'
  /** 503 with Retry-After 0. */
  | 'busy'
  /** Keeps the batch, then breaks the connection. */
  | 'forgetful'
  /** 200 and a login page. */
  | 'portal'
  /** Answers after a while. */
  | 'slow'
  /** Breaks the connection. */
  | 'refuse'
  /** Never answers, and keeps nothing. */
  | 'hang'
  /** Keeps the batch and never answers. */
  | 'mute'
  /** Any other answer of one's own. */
  | { status: number; body?: string; headers?: Record<string, string> };

export interface Received {
  envelope: BatchEnvelope;
  events: TroddenEvent[];
  rejected: { index: number; event_id: string; code: string }[];
  bytes: string;
  atMs: number;
  clock: number;
}

export interface Collector {
  origin: string;
  /** Every request that reached us, kept or not. */
  requests: { atMs: number; bytes: number; raw: Buffer; id: string | undefined }[];
  /** Batches kept, once per batch id, as the real server does. */
  kept: Map<string, Received>;
  /** Batches that arrived again after they were kept. */
  repeats: number;
  /** What the contract did not accept. */
  faults: unknown[];
  events(): TroddenEvent[];
  of(type: string): TroddenEvent[];
  /** Decides per request. */
  mood: (body: { batch_id: string; events: unknown[] }, count: number) => Mood;
  clear(): void;
  close(): Promise<void>;
}

const SLOW_MS = 1_500;
const SCHEMAS: Record<string, { safeParse(value: unknown): { success: boolean; error?: unknown } }> = {
  '$page-view': pageViewEventSchema,
  $click: clickEventSchema,
};

/** The real server's rule: after the correction of the client's clock at the send, no event is from the far past or future. */
const isPossible = (eventAtMs: number, receivedAtMs: number, clockMs: number): boolean => {
  const skew = Math.abs(receivedAtMs - clockMs) > IGNORED_SKEW_MS ? receivedAtMs - clockMs : 0;
  const age = receivedAtMs - (eventAtMs + skew);
  return age >= -MAX_EVENT_AHEAD_MS && age <= MAX_EVENT_AGE_MS;
};

/** A real server on the loopback that judges by the contract, remembers batch ids, and fails on demand. */
type Batch = ReturnType<typeof batchSchema.parse>;
type Answer = (status: number, body: string, headers?: Record<string, string>) => void;
type Post = { raw: Buffer; bytes: string; url: string; socket: Socket; answer: Answer };

export const startCollector = async (port = 0): Promise<Collector> => {
  const collector: Collector = {
    origin: '',
    requests: [],
    kept: new Map(),
    repeats: 0,
    faults: [],
    events: () => [...collector.kept.values()].flatMap(({ events }) => events),
    of: (type) => collector.events().filter(({ event_type }) => event_type === type),
    mood: () => 'up',
    clear() {
      collector.requests.length = 0;
      collector.faults.length = 0;
      collector.kept.clear();
      collector.repeats = 0;
      collector.mood = () => 'up';
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks);
      const bytes = (raw[0] === 0x1f && raw[1] === 0x8b ? gunzipSync(raw) : raw).toString('utf8');
      const answer: Answer = (status, body, headers = {}) => {
        response.writeHead(status, {
          'access-control-allow-origin': '*',
          'access-control-expose-headers': 'Retry-After',
          'content-type': 'application/json',
          ...headers,
        });
        response.end(body);
      };
      if (request.method === 'POST')
        return receive({ raw, bytes, url: request.url ?? '', socket: request.socket, answer });
      collector.faults.push(`${request.method} ${request.url}`);
      return answer(405, '');
    });
    request.on('error', () => {});
  });

  const receive = ({ raw, bytes, url, socket, answer }: Post) => {
    let body: Batch;
    try {
      body = batchSchema.parse(JSON.parse(bytes));
    } catch (error) {
      collector.faults.push(error);
      collector.requests.push({ atMs: Date.now(), bytes: raw.length, raw, id: undefined });
      return answer(400, JSON.stringify({ error: { code: 'INVALID_BATCH' } }));
    }
    collector.requests.push({ atMs: Date.now(), bytes: raw.length, raw, id: body.batch_id });
    const mood = collector.mood(body, collector.requests.length);
    if (mood === 'refuse') return socket.destroy();
    if (mood === 'hang') return undefined;
    if (mood === 'portal') return answer(200, '<html>Please sign in</html>', { 'content-type': 'text/html' });
    if (mood === 'busy') return answer(503, JSON.stringify({ error: { code: 'SPOOL_FULL' } }));
    if (typeof mood === 'object') return answer(mood.status, mood.body ?? '', mood.headers);
    const rejected = keep(body, bytes, url);
    if (mood === 'forgetful') return socket.destroy();
    if (mood === 'mute') return undefined;
    const ack = { ok: true, batch_id: body.batch_id, accepted: body.events.length - rejected.length, rejected };
    setTimeout(() => answer(200, JSON.stringify(ack)), mood === 'slow' ? SLOW_MS : 0);
  };

  const keep = ({ events, ...envelope }: Batch, bytes: string, url: string): Received['rejected'] => {
    const known = collector.kept.get(envelope.batch_id);
    if (known) {
      collector.repeats++;
      return known.rejected;
    }
    for (const event of events) {
      const type = (event as TroddenEvent).event_type;
      const verdict = (SCHEMAS[type] ?? flatEventSchema).safeParse(event);
      if (!verdict.success) collector.faults.push({ event, error: verdict.error });
    }
    const clock = Number(new URL(url, 'http://x').searchParams.get('t'));
    const atMs = Date.now();
    const rejected = events.flatMap((event, index) => {
      const { event_id, event_at_ms } = event as TroddenEvent;
      return isPossible(event_at_ms, atMs, clock) ? [] : [{ index, event_id, code: 'TIMESTAMP_OUT_OF_RANGE' }];
    });
    const refused = new Set(rejected.map(({ index }) => index));
    const taken = (events as TroddenEvent[]).filter((_, index) => !refused.has(index));
    collector.kept.set(envelope.batch_id, { envelope, events: taken, rejected, bytes, atMs, clock });
    return rejected;
  };

  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  collector.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return collector;
};
