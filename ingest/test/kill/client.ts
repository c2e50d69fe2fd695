import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { EVENTS_A_BATCH, type Ledger } from './ledger.ts';
import type { Random } from './random.ts';

export interface ClientOptions {
  port: number;
  key: string;
  ledger: Ledger;
  random: Random;
  batchesPerSecond: number;
  /** Added to every event as a property, to reach a wanted number of bytes. */
  padding: number;
}

export interface ClientCounts {
  /** Answers by status; 0 is a broken connection. */
  answers: Map<number, number>;
  /** Acks that did not say what was sent. */
  wrongAcks: number;
  repeats: number;
  ackMs: number[];
}

export interface LoadClient {
  counts: ClientCounts;
  /** Sends nothing new and waits until everything sent is acknowledged. */
  finish(): Promise<void>;
}

const TICK_MS = 20;
/** Outstanding batches, as many visitors would hold them while the server is away. */
const MAX_OUTSTANDING = 600;
const TIMEOUT_MS = 10_000;
const REPEAT_SHARE = 0.02;
const OLD_SHARE = 0.1;
const DAY_MS = 86_400_000;
const SYNC_EVERY_MS = 250;

/** A load of batches at a steady rate, each sent again, bit for bit, until it is acknowledged; some once more after that. */
export function startClient({ port, key, ledger, random, batchesPerSecond, padding }: ClientOptions): LoadClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const counts: ClientCounts = { answers: new Map(), wrongAcks: 0, repeats: 0, ackMs: [] };
  const outstanding = new Set<Promise<void>>();
  const pad = 'x'.repeat(padding);
  const startedAt = Date.now();
  let begun = 0;

  function bodyOf(batch: number): string {
    const now = Date.now();
    const events = Array.from({ length: EVENTS_A_BATCH }, (_, index) => ({
      event_id: ledger.eventId(batch, index),
      event_type: 'kill-run',
      // A tenth of the events is three weeks old: most days of the year that is another month, and another partition.
      event_at_ms: random() < OLD_SHARE ? now - 25 * DAY_MS : now,
      page_view_id: 'p_1',
      data: { batch, index, pad },
    }));
    return JSON.stringify({
      key,
      batch_id: ledger.batchId(batch),
      batch_seq: batch,
      sent_at_ms: now,
      sdk_version: '0.0.0',
      visitor_id: `v_${batch % 500}`,
      session_id: `s_${batch % 500}`,
      tab_id: 't_1',
      session_replay_segment_id: `g_${batch % 500}`,
      auth: { state: 'anonymous' },
      pages: [{ page_view_id: 'p_1', url: 'https://example.com/kill' }],
      events,
    });
  }

  function post(body: string): Promise<{ status: number; text: string }> {
    return new Promise((resolve) => {
      const call = request(
        {
          port,
          host: '127.0.0.1',
          path: `/v1/events?t=${Date.now()}`,
          method: 'POST',
          agent,
          timeout: TIMEOUT_MS,
          headers: { 'content-type': 'text/plain', 'content-length': Buffer.byteLength(body) },
        },
        (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('error', () => resolve({ status: 0, text: '' }));
          response.on('end', () => {
            resolve({
              status: response.complete ? (response.statusCode ?? 0) : 0,
              text: Buffer.concat(parts).toString(),
            });
          });
        },
      );
      call.on('timeout', () => call.destroy());
      call.on('error', () => resolve({ status: 0, text: '' }));
      call.end(body);
    });
  }

  async function attempt(batch: number, body: string): Promise<boolean> {
    const sentAt = performance.now();
    const { status, text } = await post(body);
    counts.answers.set(status, (counts.answers.get(status) ?? 0) + 1);
    if (status !== 200) return false;
    const ack = JSON.parse(text);
    if (ack.batch_id !== ledger.batchId(batch) || ack.accepted !== EVENTS_A_BATCH) {
      counts.wrongAcks += 1;
      return false;
    }
    counts.ackMs.push(performance.now() - sentAt);
    return true;
  }

  async function deliver(batch: number): Promise<void> {
    const body = bodyOf(batch);
    while (!(await attempt(batch, body))) await sleep(30 + random() * 70);
    ledger.acknowledge(batch);
    if (random() >= REPEAT_SHARE) return;
    counts.repeats += 1;
    while (!(await attempt(batch, body))) await sleep(30 + random() * 70);
  }

  const ticking = setInterval(() => {
    const due = ((Date.now() - startedAt) / 1_000) * batchesPerSecond;
    for (; begun < due; begun++) {
      // What the rate asks for while everything is stuck is not made up for later.
      if (outstanding.size >= MAX_OUTSTANDING || ledger.full) continue;
      const delivery = deliver(ledger.begin());
      outstanding.add(delivery);
      delivery.finally(() => outstanding.delete(delivery));
    }
  }, TICK_MS);
  const syncing = setInterval(ledger.sync, SYNC_EVERY_MS);

  return {
    counts,
    async finish() {
      clearInterval(ticking);
      await Promise.all(outstanding);
      clearInterval(syncing);
      ledger.sync();
      agent.destroy();
    },
  };
}
