import type { Guard, Shelf, Stop } from '../util/index.ts';
import type { TroddenEvent } from '../wire.ts';
import type { Counter, Courier, StartCourier } from './counter.ts';
import { GONE } from './counter.ts';
import type { Health } from './gasp.ts';
import { createGasp } from './gasp.ts';
import type { Parcel, Slip } from './parcel.ts';
import { createPlain } from './plain.ts';
import type { Circumstances, Queue } from './queue.ts';
import { createQueue } from './queue.ts';
import type { Tally } from './tally.ts';
import { countsOf, drop, newTally } from './tally.ts';
import { createPost } from './transport.ts';

const FLUSH_MS = 3_000;
/** The courier's file may never answer. */
const MAX_COURIER_WAIT_MS = 5_000;

/** Counters and state for `diagnose()`. */
export interface DeliveryReport extends Tally, Health {
  queued: number;
  /** The server does not serve this page: everything stays stored. */
  paused: boolean;
}

export interface Delivery {
  /** Keeps an event, or only counts it where it may not be kept. */
  add(event: TroddenEvent | null, url: string, at: Circumstances): void;
  update: Queue['update'];
  /** Sends what is there; resolves when it is away or has to wait. */
  flush(): Promise<void> | undefined;
  report(): DeliveryReport;
  /** Adds to what happens before a batch closes; `last`: before the page may go. */
  atClose(work: (last: boolean) => void): Stop;
  /** Runs what `atClose` added. */
  closing(last: boolean): void;
  /** Leaves the open batch open for so long, since an event in it may soon be corrected. The page's end waits for nothing. */
  hold(ms: number): void;
  stop: Stop;
}

/** Where the delivery of one key lives. */
interface Place {
  endpoint: string;
  /** Of everything that is stored. */
  name: string;
  shelf: Shelf;
}

/**
 * What must be there at once: batches, their synchronous copy, and the sending when the page ends. Everything else is the
 * courier's, who comes a moment later or not at all.
 */
export const createDelivery = (
  { endpoint, name, shelf }: Place,
  guard: Guard,
  arrival: Promise<StartCourier | undefined>,
): Delivery => {
  const tally = newTally(0);
  const waiting = new Map<string, Parcel>();
  const gasp = createGasp(shelf, guard);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = Number.POSITIVE_INFINITY;
  const works = new Set<(last: boolean) => void>();
  const closing = (last = false) => {
    for (const work of works) work(last);
  };
  const queued = () => [...waiting.values()].reduce((sum, { slips }) => sum + slips.size, 0);
  const forget = (id: string) => {
    waiting.delete(id);
    gasp.drop(id);
  };
  const { close, open, ...queue } = createQueue(gasp, closing, (parcel) => {
    parcel.counts = countsOf(tally);
    waiting.set(parcel.id, parcel);
    courier?.added();
  });
  let begun = 0;
  /** Counters travel with the batches of one segment, so each segment has its own. */
  const begin = (seq: number) => {
    if (begun++ && !seq) Object.assign(tally, newTally(queued()));
    return seq;
  };
  const wake = (delayMs: number) => {
    const at = Date.now() + delayMs;
    if (counter.gone || at >= due) return;
    clearTimeout(timer);
    due = at;
    timer = setTimeout(work, delayMs);
  };

  const clear = () => {
    close();
    const count = queued();
    waiting.clear();
    gasp.drop();
    return count;
  };

  const counter: Counter = {
    name,
    shelf,
    guard,
    tally,
    gasp,
    waiting,
    forget,
    open,
    post: createPost(endpoint),
    clear,
    wake,
    gone: !!shelf(GONE),
  };
  const plain = createPlain(counter);
  let courier: Courier | undefined;
  const began = Date.now();
  let over = false;
  const ready = arrival.then(
    guard('courier', (start) => {
      if (start && !over && !counter.gone) courier = start(counter);
    }),
  );
  /** Whoever is to come does it better, and needs but a moment. */
  const flush = async (look?: boolean) => {
    close();
    if (Date.now() - began < MAX_COURIER_WAIT_MS) await ready;
    await (courier ? courier.run(look) : plain());
  };
  const work = guard('work', () => {
    due = Number.POSITIVE_INFINITY;
    const heldMs = courier?.held();
    if (!heldMs) return flush(true);
    wake(heldMs);
    // What is closed need not wait for what is open.
    return courier?.run();
  });
  /** Synchronous to the end: nothing that is only begun now is sure to happen. */
  const last = () => {
    closing(true);
    close();
    // A bare id marks the batch as closed.
    gasp.write([...waiting.keys()].map((id) => [id] as unknown as Slip));
    if (courier) courier.last();
    else plain();
  };
  const stops = [
    guard.on(document, 'visibilitychange', () => document.hidden && last()),
    guard.on(window, 'pagehide', last),
  ];

  return {
    add(event, url, at) {
      if (!event) drop(tally, 'hook', 1);
      else if (counter.gone) drop(tally, GONE, 1);
      else if (!queue.add(event, url, { ...at, nextSeq: () => begin(at.nextSeq()) })) drop(tally, 'size', 1);
      tally.created++;
      wake(FLUSH_MS);
    },
    update: queue.update,
    atClose(work) {
      works.add(work);
      return () => works.delete(work);
    },
    closing,
    hold: (ms) => courier?.hold(ms),
    flush: guard('flush', () => flush()),
    report: () => ({
      ...tally,
      queued: queued() + (open()?.slips.size ?? 0),
      paused: !!courier?.paused(),
      ...gasp.health,
    }),
    stop(forgotten) {
      over = true;
      for (const stop of stops) stop();
      if (forgotten) clear();
      else last();
      courier?.stop();
      clearTimeout(timer);
      // What is still under way may ask to be woken, and must not be.
      due = 0;
    },
  };
};
