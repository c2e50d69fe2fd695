import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createGuard, createShelf, newId } from '../util/index.ts';
import type { EventBatch, TroddenEvent } from '../wire.ts';
import { createGasp } from './gasp.ts';
import type { Parcel } from './parcel.ts';
import { bodyOf } from './parcel.ts';
import { createQueue } from './queue.ts';

let closed: Parcel[];
let seq: number;
let queue: ReturnType<typeof createQueue>;
beforeEach(() => {
  localStorage.clear();
  closed = [];
  seq = 0;
  const name = `test.${newId()}`;
  queue = createQueue(
    createGasp(
      createShelf(`${name}.`),
      createGuard({}, 9, () => {}),
    ),
    () => {},
    (parcel) => closed.push(parcel),
  );
});
afterEach(() => vi.useRealTimers());

const event = (data = {}): TroddenEvent => ({
  event_id: newId(),
  event_type: 'x',
  event_at_ms: Date.now(),
  page_view_id: 'p1',
  data,
});
const at = (state = 'anonymous', token?: string) => ({
  head: JSON.stringify({ key: 'pk', auth: { state } }),
  token,
  nextSeq: () => seq++,
});
const bodies = () => closed.map((parcel) => JSON.parse(bodyOf(parcel)) as EventBatch);

it('one batch, one state: a change closes it, and each has its number', () => {
  queue.add(event({ n: 1 }), '/a', at());
  queue.add(event({ n: 2 }), '/a', at());
  queue.add(event({ n: 3 }), '/a', at('signed-out', 'jwt "1"'));
  queue.close();
  expect(bodies()).toMatchObject([
    { key: 'pk', auth: { state: 'anonymous' }, batch_seq: 0, pages: [{ page_view_id: 'p1', url: '/a' }] },
    { key: 'pk', auth: { state: 'signed-out', token: 'jwt "1"' }, batch_seq: 1, events: [{ data: { n: 3 } }] },
  ]);
  expect(bodies()[0]?.events.length).toBe(2);
});

it('closes by size, by count and by age', () => {
  for (let n = 0; n < 3; n++) queue.add(event({ text: 'x'.repeat(15_000) }), '/a', at());
  expect(closed.map(({ slips }) => slips.size)).toEqual([2]);
  for (let n = 0; n < 501; n++) queue.add(event(), '/a', at());
  expect(closed.map(({ slips }) => slips.size)).not.toContain(501);
  expect(Math.max(...bodies().map((body) => JSON.stringify(body).length))).toBeLessThan(100_000);
  queue.close();
  closed = [];
  vi.useFakeTimers({ toFake: ['Date'] });
  queue.add(event(), '/a', at());
  vi.setSystemTime(Date.now() + 6_000);
  queue.add(event(), '/a', at());
  expect(closed.length).toBe(1);
});

it('refuses an event that fits no batch, and keeps the batch', () => {
  expect(queue.add(event(), '/a', at())).toBe(true);
  expect(queue.add(event({ text: 'x'.repeat(50_000) }), '/a', at())).toBe(false);
  expect([closed.length, queue.open()?.slips.size]).toEqual([0, 1]);
});

it('corrects an event while its batch is open, and says when it is too late', () => {
  const young = event({ title: 'old' });
  queue.add(young, '/a', at());
  young.data = { title: 'new' };
  expect(queue.update(young, '/b')).toBe(true);
  queue.close();
  expect(bodies()[0]).toMatchObject({ pages: [{ url: '/b' }], events: [{ data: { title: 'new' } }] });
  expect(queue.update(young, '/c')).toBeFalsy();
});

it('carries the counters of its page, and none when another page sends it', () => {
  queue.add(event(), '/a', at());
  queue.close();
  const [parcel] = closed as [Parcel];
  expect(bodies()[0]).not.toHaveProperty('counts');
  parcel.counts = '{"created":1}';
  expect(bodies()[0]).toMatchObject({ counts: { created: 1 }, events: [{ event_type: 'x' }] });
});

it('never stores the token', () => {
  queue.add(event(), '/a', at('signed-in', 'header.secret.signature'));
  queue.close();
  expect(bodies()[0]).toMatchObject({ auth: { token: 'header.secret.signature' } });
  expect(JSON.stringify(closed.map(({ slips }) => [...slips]))).not.toContain('secret');
});
