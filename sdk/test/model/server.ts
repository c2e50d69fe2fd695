import type { EventAck } from '../../../ingest/src/contract/index.ts';
import type { EventBatch } from '../../src/wire.ts';

/** Besides refusing for good what is poison or too large. `kept`: it keeps the batch, and the client cannot know. */
export const ANSWERS = [
  'ack',
  'ack',
  'half rejected',
  'one vanished',
  '401',
  '404',
  '410',
  '429',
  '500',
  '503',
  'portal',
  'reset',
  'reset, kept',
  'hang, kept',
] as const;
export type Answer = (typeof ANSWERS)[number];

/** An event that says so is refused with its batch. */
export const POISON = 'poison';
export const HANG_MS = 30_000;

export interface ModelServer {
  answer: Answer;
  /** Of every event kept, as often as it was. */
  ids(): string[];
  fetch(url: string, request: { body: Blob }): Promise<Response>;
}

const reply = (status: number, body: unknown, headers = {}) => new Response(JSON.stringify(body), { status, headers });

/** A server with the real one's memory: a batch id that it knows gets the ack it got, or was to get, the first time. */
export const createModelServer = (maxBody: number): ModelServer => {
  const acks = new Map<string, EventAck>();
  const kept: string[] = [];
  const keep = ({ batch_id, events }: EventBatch, accepted: number, rejecting: boolean): EventAck => {
    const ids = events.map(({ event_id }) => event_id);
    kept.push(...ids.slice(0, accepted));
    const rejected = rejecting
      ? ids
          .slice(accepted)
          .map((event_id, index) => ({ index: accepted + index, event_id, code: 'INVALID_EVENT' as const }))
      : [];
    const ack: EventAck = { ok: true, batch_id, accepted, rejected };
    acks.set(batch_id, ack);
    return ack;
  };
  const server: ModelServer = {
    answer: 'ack',
    ids: () => kept,
    async fetch(_, { body }) {
      const text = await body.text();
      const batch = JSON.parse(text) as EventBatch;
      const count = batch.events.length;
      const { answer } = server;
      if (text.length > maxBody) return reply(413, { error: { code: 'TOO_LARGE' } });
      if (text.includes(POISON)) return reply(400, { error: { code: 'INVALID_BATCH' } });
      const known = () => acks.get(batch.batch_id);
      if (answer === 'ack') return reply(200, known() ?? keep(batch, count, false));
      if (answer === 'half rejected') return reply(200, known() ?? keep(batch, count >> 1, true));
      if (answer === 'one vanished') return reply(200, known() ?? keep(batch, count - 1, false));
      if (answer === 'portal') return new Response('<html>', { status: 200 });
      if (answer.endsWith('kept') && !known()) keep(batch, count, false);
      if (answer.startsWith('hang')) await new Promise((resolve) => setTimeout(resolve, HANG_MS));
      if (/reset|hang/.test(answer)) throw new TypeError('Failed to fetch');
      return reply(Number(answer), { error: { code: 'X' } }, { 'retry-after': '7' });
    },
  };
  return server;
};
