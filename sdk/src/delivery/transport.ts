import { createLedger } from './ledger.ts';
import type { Outcome } from './outcome.ts';
import { judge } from './outcome.ts';
import type { Parcel } from './parcel.ts';
import { bodyOf } from './parcel.ts';

const TIMEOUT_MS = 30_000;
/** Below this gzip saves less than it costs. */
const MIN_ZIPPED = 1_024;

const LOST: Outcome = { kind: 'retry', answered: false, afterMs: 0 };

/**
 * Sends one batch. `last` means that the page may be gone after this task: nothing asynchronous comes before the
 * request then, and what does not fit the keepalive budget stays where it is (undefined).
 */
export type Transport = (parcel: Parcel, last: boolean) => Promise<Outcome | undefined>;

export const createTransport = (host: string): Transport => {
  const ledger = createLedger();
  return async (parcel, last) => {
    const text = bodyOf(parcel);
    let body = new Blob([text], { type: 'text/plain' });
    if (!last && text.length > MIN_ZIPPED) body = await zip(body).catch(() => body);
    const bytes = body.size;
    const keepalive = ledger.take(bytes);
    if (last && !keepalive) return;
    parcel.safe = keepalive;
    try {
      const answer = await fetch(`${host}/v1/events?t=${Date.now()}`, {
        method: 'POST',
        body,
        keepalive,
        credentials: 'omit',
        signal: AbortSignal.timeout?.(TIMEOUT_MS) ?? null,
      });
      const { status, headers } = answer;
      return judge({ status, text: await answer.text(), retryAfter: headers.get('retry-after') }, parcel.id);
    } catch {
      return LOST;
    } finally {
      parcel.safe = false;
      if (keepalive) ledger.give(bytes);
    }
  };
};

const zip = (body: Blob): Promise<Blob> =>
  new Response(body.stream().pipeThrough(new CompressionStream('gzip')), {
    headers: { 'content-type': 'text/plain' },
  }).blob();
