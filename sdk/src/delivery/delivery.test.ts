import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createGuard, createShelf, newId } from '../util/index.ts';
import type { TroddenEvent } from '../wire.ts';
import type { StartCourier } from './counter.ts';
import { createDelivery } from './delivery.ts';

const ack = (id: string, more = {}) => JSON.stringify({ ok: true, batch_id: id, accepted: 1, rejected: [], ...more });
const event = (): TroddenEvent => ({
  event_id: newId(),
  event_type: 'x',
  event_at_ms: Date.now(),
  page_view_id: 'p1',
  data: {},
});

let sent: string[];
let answer: (id: string) => Response;
const seq = () => 1;
const open = (arrival: Promise<StartCourier | undefined>) => {
  const shelf = createShelf('t.');
  const delivery = createDelivery(
    { endpoint: 'http://x', name: 't', shelf },
    createGuard({}, 10, console.error),
    arrival,
  );
  const add = () => delivery.add(event(), '/', { head: '{"auth":{}}', token: undefined, nextSeq: seq });
  return { delivery, add, shelf };
};
const gasps = () => Object.keys(localStorage).filter((name) => name.includes('gasp'));

beforeEach(() => {
  localStorage.clear();
  sent = [];
  answer = (id) => new Response(ack(id));
  vi.stubGlobal('indexedDB', { deleteDatabase: () => {} });
  vi.stubGlobal('fetch', async (_url: string, { body }: { body: Blob }) => {
    const { batch_id } = JSON.parse(await body.text());
    sent.push(batch_id);
    return answer(batch_id);
  });
});
afterEach(() => vi.unstubAllGlobals());

it.each(['', 'null', '[]', '{}', '<html>', ack('other'), '{"ok":false}', '"ok"', '1'])(
  'only an answer that names the batch is a success, not %s',
  async (text) => {
    answer = () => new Response(text);
    const { delivery, add } = open(Promise.resolve(undefined));
    add();
    await delivery.flush();
    await vi.waitFor(() => expect(sent.length).toBe(1), 10_000);
    expect(delivery.report()).toMatchObject({ acked: 0, queued: 1 });
    expect(gasps().length).toBe(1);
    delivery.stop();
  },
);

it('without a courier batches are sent plainly, acknowledged, and forgotten', async () => {
  const { delivery, add } = open(Promise.resolve(undefined));
  add();
  await delivery.flush();
  await vi.waitFor(() => expect(delivery.report()).toMatchObject({ created: 1, acked: 1, queued: 0 }), 10_000);
  expect(gasps()).toEqual([]);
  delivery.stop();
});

it('without a courier a refusal is obeyed, and what is refused stays for the next page', async () => {
  answer = () => new Response('{}', { status: 429, headers: { 'retry-after': '30' } });
  const { delivery, add } = open(Promise.resolve(undefined));
  add();
  await delivery.flush();
  await vi.waitFor(() => expect(localStorage.getItem('t.wait')).not.toBeNull(), 10_000);
  add();
  await delivery.flush();
  expect(sent.length).toBe(1);
  delivery.stop();
  expect(sent.length).toBe(1);
  expect(gasps().length).toBeGreaterThan(0);
});

it('waits for the courier, but not at the end of the page', async () => {
  const { delivery, add } = open(new Promise(() => {}));
  add();
  void delivery.flush();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(sent).toEqual([]);
  window.dispatchEvent(new Event('pagehide'));
  await vi.waitFor(() => expect(sent.length).toBe(1), 10_000);
  delivery.stop();
});

it('everything goes through the courier once it is there, and it ends with everything else', async () => {
  const courier = {
    run: vi.fn(),
    last: vi.fn(),
    paused: () => true,
    added: vi.fn(),
    hold: vi.fn(),
    held: () => 0,
    stop: vi.fn(),
  };
  const { delivery, add } = open(Promise.resolve(() => courier));
  add();
  await delivery.flush();
  expect(courier.run).toHaveBeenCalledTimes(1);
  expect(delivery.report()).toMatchObject({ paused: true, queued: 1 });
  delivery.stop();
  expect([courier.last.mock.calls.length, courier.stop.mock.calls.length]).toEqual([1, 1]);
  expect(sent).toEqual([]);
});

it('a courier who comes after the end is not started', async () => {
  let come = (_: StartCourier) => {};
  const start = vi.fn();
  const { delivery } = open(
    new Promise((resolve) => {
      come = resolve;
    }),
  );
  delivery.stop();
  come(start);
  await new Promise((resolve) => setTimeout(resolve));
  expect(start).not.toHaveBeenCalled();
});

it('without a courier no more waits than a browser may keep; the oldest go, and are counted', async () => {
  answer = () => new Response('{}', { status: 503 });
  const { delivery, add } = open(Promise.resolve(undefined));
  for (let n = 0; n < 110; n++) {
    add();
    await delivery.flush();
  }
  expect(delivery.report()).toMatchObject({ created: 110, acked: 0, queued: 100, dropped: { overflow: 10 } });
  delivery.stop(true);
});
