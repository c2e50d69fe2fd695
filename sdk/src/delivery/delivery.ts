import type { Guard, Shelf, Stop } from '../util/index.ts';
import { newId, on } from '../util/index.ts';
import type { TroddenEvent } from '../wire.ts';
import { createCourier } from './courier.ts';
import { drainOutbox } from './drain.ts';
import { createOutbox } from './outbox.ts';
import { createPace } from './pace.ts';
import type { Circumstances, Queue } from './queue.ts';
import { createQueue } from './queue.ts';
import type { DropReason, Tally } from './tally.ts';
import { drop, newTally } from './tally.ts';
import { createTransport } from './transport.ts';

const FLUSH_MS = 3_000;
/** The page's own start comes first; what earlier pages left behind can wait this long. */
const DRAIN_DELAY_MS = 1_000;
/** Another tab is draining: look again later, in case it closes half-way. */
const BUSY_DRAIN_MS = 10_000;

/** Counters and state for `diagnose()`. */
export interface DeliveryReport extends Tally {
  queued: number;
  state: 'sending' | 'paused' | 'stopped';
  journal: boolean;
}

export interface Delivery {
  add(event: TroddenEvent, at: Circumstances): void;
  update: Queue['update'];
  /** Counts an event that was made but may not be kept. */
  refuse(reason: DropReason): void;
  /** Sends what is there; resolves when it is away or has to wait. */
  flush(): Promise<void>;
  /** Forgets everything, in memory and on disk. */
  clear(): void;
  report(): DeliveryReport;
  stop: Stop;
}

interface DeliveryOptions {
  host: string;
  shelf: Shelf;
  /** Names the database and the lock. */
  name: string;
  guard: Guard;
}

export const createDelivery = ({ host, shelf, name, guard }: DeliveryOptions): Delivery => {
  const tally = newTally();
  const outbox = createOutbox(shelf, name, newId());
  const pace = createPace(shelf);
  const timers: Record<string, ReturnType<typeof setTimeout> | undefined> = {};
  /** One timer per purpose; the earlier call wins. */
  const later = (purpose: string, delayMs: number, work: () => void) => {
    timers[purpose] ??= setTimeout(() => {
      timers[purpose] = undefined;
      guard(purpose, work)();
    }, delayMs);
  };

  const wake = (delayMs: number) => later('retry', delayMs, run);
  const courier = createCourier({ outbox, pace, send: createTransport(host), tally, wake });
  const queue = createQueue(outbox, courier.add);
  const run = () => {
    drain();
    void courier.run();
  };
  const flush = () => {
    queue.close();
    return courier.run();
  };

  let letGo: Stop = () => {};
  const drainOnce = () =>
    drainOutbox({
      outbox,
      known: (id) => courier.has(id) || queue.open()?.id === id,
      adopt: (parcel) => {
        tally.adopted += parcel.slips.size;
        courier.add(parcel);
      },
      deliver: () => courier.run().then(() => courier.state() === 'sending' && !pace.wait()),
    }).then((wait) => {
      if (wait) later('drain', wait, drain);
    });
  /** One tab drains at a time. That only saves requests: the server keeps each batch once anyway. */
  const drain = () => {
    if (!navigator.locks) return void drainOnce();
    void navigator.locks.request(name, { ifAvailable: true }, (lock) =>
      lock
        ? // A page in the back/forward cache must not hold the lock: pagehide lets go.
          Promise.race([drainOnce(), new Promise<void>((resolve) => (letGo = resolve))])
        : later('drain', BUSY_DRAIN_MS, drain),
    );
  };

  /** Synchronous to the end: nothing that is only begun now is sure to happen. */
  const last = guard('last', () => {
    queue.close();
    for (const id of courier.ids()) outbox.keep(id, []);
    outbox.last();
    courier.last();
  });
  const stops = [
    on(document, 'visibilitychange', () => document.visibilityState === 'hidden' && last()),
    on(window, 'pagehide', () => {
      last();
      letGo();
    }),
    on(
      window,
      'pageshow',
      guard('restore', (event: Event) => (event as PageTransitionEvent).persisted && run()),
    ),
    on(
      window,
      'online',
      guard('online', () => {
        pace.online();
        run();
      }),
    ),
  ];
  // Before anything waits: a browser that is killed now would lose what only localStorage holds.
  void outbox.rescue();
  later('drain', DRAIN_DELAY_MS, drain);

  return {
    add(event, at) {
      const fits = queue.add(event, at);
      tally.created++;
      if (!fits) drop(tally, 'size', 1);
      later('flush', FLUSH_MS, () => void flush());
    },
    update: queue.update,
    refuse(reason) {
      tally.created++;
      drop(tally, reason, 1);
    },
    flush,
    clear() {
      queue.close();
      courier.clear('consent');
    },
    report: () => ({
      ...tally,
      queued: courier.queued() + (queue.open()?.slips.size ?? 0),
      state: courier.state(),
      journal: outbox.journalled(),
    }),
    stop() {
      last();
      letGo();
      for (const stop of stops) stop();
      for (const timer of Object.values(timers)) clearTimeout(timer);
    },
  };
};
