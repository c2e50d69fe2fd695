import { timeOf } from './batch.ts';
import { bytesOf, newSent, type Sent } from './body.ts';
import type { Step } from './item.ts';
import { exchange, statusesIn } from './raw.ts';

export interface Outcome {
  sent: Sent;
  statuses: number[];
  text: string;
  tookMs: number;
}

export async function send(url: string, { request, expect }: Step): Promise<Outcome> {
  const sent = newSent();
  if (request.raw !== undefined) {
    const pieces = request.raw.map((piece) => bytesOf(piece, sent));
    const start = performance.now();
    const text = await exchange(url, pieces, expect.statuses?.length ?? expect.refusals ?? 1, request.end);
    return { sent, statuses: statusesIn(text), text, tookMs: performance.now() - start };
  }
  const body = bytesOf(request.body ?? { text: '' }, sent);
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ t: { ago: 0 }, ...request.query }))
    query.set(name, String(timeOf(value)));
  const start = performance.now();
  const answer = await fetch(`${url}${request.path ?? '/v1/events'}?${query}`, {
    method: 'POST',
    body: new Uint8Array(body),
    headers: { 'content-type': 'text/plain', ...request.headers },
  });
  return { sent, statuses: [answer.status], text: await answer.text(), tookMs: performance.now() - start };
}
