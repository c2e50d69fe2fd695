import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { RecordedEvent, ReplayChunk } from '../../src/contract/index.ts';
import { PUBLIC_KEY } from '../server/harness.ts';

export const mark = (timestamp: number, kind: string, label: string): RecordedEvent => ({
  type: 5,
  timestamp,
  data: { tag: 'trodden', payload: { kind, label } },
});

export const snapshot = (timestamp: number, body: object[] = []): RecordedEvent => ({
  type: 2,
  timestamp,
  data: {
    node: { type: 0, id: 1, childNodes: [{ type: 2, id: 2, tagName: 'body', attributes: {}, childNodes: body }] },
    initialOffset: { left: 0, top: 0 },
  },
});

export const move = (timestamp: number): RecordedEvent => ({
  type: 3,
  timestamp,
  data: { source: 1, positions: [{ x: 1, y: 2, id: 2, timeOffset: 0 }] },
});

/** A chunk as the recorder would send it; `parts` replaces what a test is about. */
export function chunkOf(events: RecordedEvent[], parts: Partial<ReplayChunk> = {}): ReplayChunk {
  const times = events.map(({ timestamp }) => timestamp);
  return {
    key: PUBLIC_KEY,
    chunk_id: randomUUID(),
    chunk_seq: 0,
    sent_at_ms: Date.now(),
    visitor_id: 'visitor',
    session_id: 'session',
    tab_id: 'tab',
    session_replay_segment_id: 'segment',
    auth: { state: 'anonymous' },
    first_event_at_ms: Math.min(...times),
    last_event_at_ms: Math.max(...times),
    events,
    ...parts,
  };
}

/** Gzipped, as recorders do. */
export const sendChunk = (url: string, chunk: object, clockMs = Date.now()): Promise<Response> =>
  fetch(`${url}/v1/replay?t=${clockMs}`, { method: 'POST', body: gzipSync(JSON.stringify(chunk)) });

export async function sendChunkOk(url: string, chunk: ReplayChunk, clockMs?: number): Promise<void> {
  const response = await sendChunk(url, chunk, clockMs);
  const text = await response.text();
  if (text !== JSON.stringify({ ok: true, chunk_id: chunk.chunk_id })) throw new Error(`${response.status} ${text}`);
}
