import { expect, it } from 'vitest';
import { acknowledged, judge } from './outcome.ts';

const refusal = JSON.stringify({ error: { code: 'X', message: '', hint: '' } });
const verdict = (status: number, text: string) => judge([text, status, null]).verdict;

const ID = '01a1f796-2382-724c-aee2-d389abfa0a1a';
const ack = (more = {}) => JSON.stringify({ ok: true, batch_id: ID, accepted: 2, rejected: [], ...more });

it('only an answer that names the batch is a success', () => {
  expect(acknowledged(ID, [ack(), 200])).toEqual({ accepted: 2, rejected: 0 });
  for (const text of ['', 'null', '[]', '{}', '<html>', ack({ batch_id: 'other' }), ack({ ok: false }), '"ok"', '1'])
    expect([text, acknowledged(ID, [text, 200])]).toEqual([text, undefined]);
  expect(acknowledged(ID, [])).toBeUndefined();
});

it('no answer is nobody’s fault but the network’s', () => {
  expect(judge([])).toEqual({ verdict: 'lost' });
});

it.each([
  [[400, 405, 413, 415, 422], 'split'],
  [[401, 403, 404], 'paused'],
  [[410], 'gone'],
  [[301, 408, 409, 418, 425, 429, 451, 500, 501, 502, 503, 504, 511, 522], 'busy'],
] as const)('our server with %s: %s', (statuses, expected) => {
  for (const status of statuses) expect([status, verdict(status, refusal)]).toEqual([status, expected]);
});

it("another server's refusal says nothing about the batch, except for its size", () => {
  for (const status of [400, 401, 403, 404, 410, 422]) expect(verdict(status, '<html>')).toBe('busy');
  expect(verdict(413, '<html>')).toBe('split');
  expect(verdict(413, '{}')).toBe('split');
});

it.each([
  ['2', 2_000],
  ['0', 0],
  ['-1', 0],
  ['1e99', 3_600_000],
  ['soon', 0],
  ['', 0],
  ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
  [null, 0],
])('Retry-After %s', (header, afterMs) => {
  expect(judge(['', 503, header]).afterMs).toBe(afterMs);
});

it('Retry-After as a date', () => {
  const { afterMs } = judge(['', 503, new Date(Date.now() + 60_000).toUTCString()]);
  expect(afterMs).toBeGreaterThan(58_000);
  expect(afterMs).toBeLessThanOrEqual(60_000);
});
