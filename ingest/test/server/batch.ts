import { randomUUID } from 'node:crypto';
import type { EventAck, EventBatch, TroddenEvent } from '../../src/contract/index.ts';

/** A batch of custom events as the SDK would send it; `parts` replaces what a test is about. */
export function batchOf(key: string, events: number, parts: Partial<EventBatch> = {}): EventBatch {
  const page_view_id = randomUUID();
  const now = Date.now();
  return {
    key,
    batch_id: randomUUID(),
    batch_seq: 0,
    sent_at_ms: now,
    sdk_version: '0.0.0-test',
    visitor_id: 'visitor',
    session_id: 'session',
    tab_id: 'tab',
    session_replay_segment_id: 'segment',
    auth: { state: 'anonymous' },
    pages: [{ page_view_id, url: 'https://shop.example/cart' }],
    events: Array.from(
      { length: events },
      (_, index): TroddenEvent => ({
        event_id: randomUUID(),
        event_type: 'purchase',
        event_at_ms: now,
        page_view_id,
        data: { plan: 'pro', index },
      }),
    ),
    ...parts,
  };
}

export const send = (url: string, batch: EventBatch): Promise<Response> =>
  fetch(`${url}/v1/events?t=${Date.now()}`, { method: 'POST', body: JSON.stringify(batch) });

/** Sends a batch that must be taken. */
export async function sendOk(url: string, batch: EventBatch): Promise<EventAck> {
  const response = await send(url, batch);
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as EventAck;
}
