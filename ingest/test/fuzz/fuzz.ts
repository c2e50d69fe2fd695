import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { EventAck } from '../../src/contract/index.ts';
import type { StoreClient } from '../../src/store/index.ts';
import { rowsOf } from '../server/harness.ts';
import { type FuzzRequest, fuzzRequest } from './requests.ts';

export interface FuzzOptions {
  url: string;
  batches: number;
  seed: number;
  onProgress?: ((done: number) => void) | undefined;
}

export interface FuzzReport {
  statuses: Record<number, number>;
  /** `batch/event` of everything acknowledged. */
  accepted: Set<string>;
  rejected: number;
  repeats: number;
  slowestMs: number;
  /** Requests whose answer broke a rule, with the rule; bodies in base64. */
  faults: { rule: string; status: number; answer: string; body: string }[];
}

const CONCURRENCY = 24;
const CHUNK = 500;
/** Every so many requests are sent a second time, as a client does that missed the answer. */
const REPEAT_EVERY = 10;

/** Sends generated batches and holds every answer against the rules. The seed makes a run repeatable, but for ids and times. */
export async function fuzz({ url, batches, seed, onProgress }: FuzzOptions): Promise<FuzzReport> {
  const report: FuzzReport = { statuses: {}, accepted: new Set(), rejected: 0, repeats: 0, slowestMs: 0, faults: [] };
  for (let done = 0; done < batches; done += CHUNK) {
    const makers = fc.sample(fuzzRequest, { numRuns: Math.min(CHUNK, batches - done), seed: seed + done });
    let next = 0;
    const worker = async () => {
      for (let n = next++; n < makers.length; n = next++) {
        const request = (makers[n] as () => FuzzRequest)();
        const first = await judge(url, request, report);
        if (n % REPEAT_EVERY === 0 && first !== undefined) await repeat(url, request, first, report);
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, worker));
    onProgress?.(Math.min(batches, done + CHUNK));
  }
  return report;
}

/** Returns the text of a good ack. */
async function judge(url: string, request: FuzzRequest, report: FuzzReport): Promise<string | undefined> {
  const { status, text } = await post(url, request, report);
  report.statuses[status] = (report.statuses[status] ?? 0) + 1;
  const rule = ruleBroken(status, text, request, report);
  if (rule !== undefined) {
    report.faults.push({
      rule,
      status,
      answer: text.slice(0, 500),
      body: request.bytes.toString('base64').slice(0, 2_000),
    });
  }
  return status === 200 ? text : undefined;
}

function ruleBroken(status: number, text: string, { bytes }: FuzzRequest, report: FuzzReport): string | undefined {
  if (status !== 200) {
    if (status < 400 || status >= 500) return 'only 200 and 400 to 499';
    return /^\{"error":\{"code":"[A-Z_]+","message":".+","hint":".+"\}\}$/s.test(text)
      ? undefined
      : 'the shape of refusals';
  }
  const ack = JSON.parse(text) as EventAck;
  const sent = JSON.parse(
    plain(bytes)
      .toString()
      .replace(/^\ufeff/, ''),
  ) as { batch_id: string; events: { event_id?: unknown }[] };
  if (ack.batch_id !== sent.batch_id) return 'the ack names the batch';
  if (ack.accepted + ack.rejected.length !== sent.events.length) return 'every event is accepted or rejected';
  const refused = new Set(ack.rejected.map(({ index }) => index));
  if (refused.size !== ack.rejected.length) return 'no event is rejected twice';
  report.rejected += refused.size;
  for (const [index, event] of sent.events.entries()) {
    if (!refused.has(index)) report.accepted.add(`${sent.batch_id}/${event?.event_id}`.toLowerCase());
  }
  return undefined;
}

async function repeat(url: string, request: FuzzRequest, first: string, report: FuzzReport): Promise<void> {
  report.repeats++;
  const { status, text } = await post(url, request, report);
  if (status !== 200 || text !== first) {
    report.faults.push({
      rule: 'a repeat gets the same ack',
      status,
      answer: text.slice(0, 500),
      body: first.slice(0, 500),
    });
  }
}

async function post(url: string, { bytes, headers, query }: FuzzRequest, report: FuzzReport) {
  const start = performance.now();
  const answer = await fetch(`${url}/v1/events?${query}`, { method: 'POST', body: new Uint8Array(bytes), headers });
  const text = await answer.text();
  report.slowestMs = Math.max(report.slowestMs, performance.now() - start);
  return { status: answer.status, text };
}

function plain(bytes: Buffer): Buffer {
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
}

/** Waits until nothing is left in the spool, then compares what the store has with what was acknowledged. */
export async function compare(url: string, client: StoreClient, accepted: ReadonlySet<string>) {
  for (;;) {
    const ready = (await (await fetch(`${url}/readyz`)).json()) as { spool: { waiting_events: number } };
    if (ready.spool.waiting_events === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const stored = await rowsOf<{ id: string; times: number }>(
    client,
    `SELECT concat(toString(batch_id), '/', toString(event_id)) AS id, toUInt32(count()) AS times FROM events GROUP BY id`,
  );
  const found = new Set(stored.map(({ id }) => id));
  return {
    lost: [...accepted].filter((id) => !found.has(id)),
    doubled: stored.filter(({ times }) => times !== 1),
    foreign: [...found].filter((id) => !accepted.has(id)),
    dead: (await rowsOf<{ reason: string }>(client, 'SELECT reason FROM dead_letter')).map(({ reason }) => reason),
  };
}
