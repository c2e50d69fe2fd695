import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import type { RecordedEvent, ReplayChunk } from '../../../ingest/src/contract/index.ts';
import { replayChunkSchema } from '../../../ingest/src/contract/index.ts';

/** A server that takes events and chunks as ours does, and remembers every byte. */
export interface ReplayCollector {
  origin: string;
  /** Bodies of all requests as they travelled, unzipped, events and chunks. */
  bodies: string[];
  /** Bytes of the chunk requests as they travelled. */
  wireBytes: number;
  /** By id, in the order of arrival; a repeat counts once. */
  chunks: Map<string, ReplayChunk>;
  /** Styles and fonts by their hash. */
  assets: Map<string, Buffer>;
  faults: unknown[];
  /** Connections are cut while false. */
  isUp: boolean;
  /** Of one segment or of all, in the order of their numbers. */
  recorded(segment?: string): RecordedEvent[];
  marks(): string[];
  close(): Promise<void>;
}

export const startReplayCollector = async (): Promise<ReplayCollector> => {
  const collector: ReplayCollector = {
    origin: '',
    bodies: [],
    wireBytes: 0,
    chunks: new Map(),
    assets: new Map(),
    faults: [],
    isUp: true,
    recorded: (segment) =>
      [...collector.chunks.values()]
        .filter(({ session_replay_segment_id: id }) => segment === undefined || id === segment)
        .sort((a, b) => a.chunk_seq - b.chunk_seq)
        .flatMap(({ events }) => events),
    marks: () =>
      collector.recorded().flatMap(({ type, data }) => {
        const { tag, payload } = data as { tag?: string; payload?: { marks?: [number, string, string][] } };
        return type === 5 && tag === 'trodden'
          ? (payload?.marks?.map(([, kind, label]) => `${kind}:${label}`) ?? [])
          : [];
      }),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };

  const take = (path: string, raw: Buffer): object => {
    if (path === '/floor') {
      collector.wireBytes += raw.length;
      return {};
    }
    if (path.startsWith('/v1/replay/asset')) {
      const hash = new URLSearchParams(path.split('?')[1]).get('hash') ?? '';
      collector.bodies.push(raw.toString());
      if (raw.length > 0) collector.assets.set(hash, raw);
      return { ok: true, has: collector.assets.has(hash) };
    }
    const text = (raw[0] === 0x1f ? gunzipSync(raw) : raw).toString('utf8');
    collector.bodies.push(text);
    const body = JSON.parse(text);
    if (!path.startsWith('/v1/replay'))
      return { ok: true, batch_id: body.batch_id, accepted: body.events.length, rejected: [] };
    collector.wireBytes += raw.length;
    const judged = replayChunkSchema.safeParse(body);
    if (!judged.success) collector.faults.push(judged.error);
    if (!collector.chunks.has(body.chunk_id)) collector.chunks.set(body.chunk_id, body);
    return { ok: true, chunk_id: body.chunk_id };
  };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('error', () => {});
    request.on('end', () => {
      if (!collector.isUp) return request.socket.destroy();
      response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'application/json' });
      response.end(JSON.stringify(take(request.url ?? '', Buffer.concat(parts))));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  collector.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return collector;
};

/** The tag of a page that records everything at once, unless other attributes say something else. */
export const replayTag = ({ origin }: ReplayCollector, attributes: Record<string, string> = {}): string => {
  const all = { key: 'pk_test_0123456789abcdef', host: origin, replay: 'on', 'replay-min-ms': '0', ...attributes };
  const text = Object.entries(all).map(([name, value]) => ` data-${name}="${value}"`);
  return `<script src="/t.js"${text.join('')}></script>`;
};

export const REPLAY_READY = `window.trodden?.diagnose?.().parts.replay === 'ready'`;
