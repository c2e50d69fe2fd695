import type { Guard, Shelf, Stop } from '../util/index.ts';
import { timeOf } from '../util/index.ts';
import type { TroddenEvent } from '../wire.ts';
import { createCourier } from './courier.ts';
import { drain } from './drain.ts';
import type { Health } from './outbox.ts';
import { createOutbox } from './outbox.ts';
import { createPace } from './pace.ts';
import type { Circumstances, Queue } from './queue.ts';
import { createQueue, OPEN_MS } from './queue.ts';
import type { Tally } from './tally.ts';
import { countsOf, drop, newTally } from './tally.ts';
import { createTransport } from './transport.ts';

const FLUSH_MS = 3_000;
/** The page's own start comes first; what earlier pages left behind can wait this long. */
const FIRST_LOOK_MS = 2_000;
/** Until another look into the journal. With its page size this also paces a long backlog: about two requests a second. */
const NEXT_LOOK_MS = 5_000;
/** Noted for good: the server said that this project is gone. */
const GONE = 'gone';

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
  flush(): Promise<void>;
  report(): DeliveryReport;
  /** Adds to what happens before a batch closes; `last`: before the page may go. */
  atClose(work: (last: boolean) => void): Stop;
  /** Runs what `atClose` added. */
  closing(last: boolean): void;
  /** Leaves the open batch open for so long, since an event in it may soon be corrected. The page's end waits for nothing. */
  hold(ms: number): void;
  stop: Stop;
}

export const createDelivery = (endpoint: string, name: string, shelf: Shelf, guard: Guard): Delivery => {
  const tally = newTally(0);
  const outbox = createOutbox(shelf, name);
  const pace = createPace(shelf);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = Number.POSITIVE_INFINITY;
  /** Whether the journal may hold what other pages left. */
  let look = true;
  let gone = shelf(GONE);
  let letGo = () => {};
  let heldUntil = 0;
  const works = new Set<(last: boolean) => void>();
  const closing = (last = false) => {
    for (const work of works) work(last);
  };

  const wake = (delayMs: number) => {
    const at = Date.now() + delayMs;
    if (gone || at >= due) return;
    clearTimeout(timer);
    due = at;
    timer = setTimeout(work, delayMs);
  };
  const clear = () => {
    queue.close();
    const count = courier.queued();
    waiting.clear();
    outbox.last([]);
    outbox.drop();
    return count;
  };
  const end = () => {
    gone = GONE;
    shelf(GONE, gone);
    drop(tally, GONE, clear());
  };
  const courier = createCourier(outbox, pace, createTransport(endpoint), { tally, wake, end });
  const { waiting } = courier;
  const queue = createQueue(outbox, closing, (parcel) => {
    parcel.counts = countsOf(tally);
    courier.add(parcel);
  });
  let begun = false;
  /** Counters travel with the batches of one segment, so each segment has its own. */
  const begin = (seq: number) => {
    if (begun && !seq) Object.assign(tally, newTally(courier.queued()));
    begun = true;
    return seq;
  };
  const flush = () => {
    queue.close();
    return courier.run();
  };
  const takeOver = async () => {
    const [more, excess] = await drain(
      outbox,
      (id) => waiting.has(id) || queue.open()?.id === id,
      (parcel) => {
        tally.adopted += parcel.slips.size;
        waiting.set(parcel.id, parcel);
      },
    );
    look = more;
    courier.shed(excess);
    await courier.run();
    if (look) wake(NEXT_LOOK_MS);
  };
  const work = guard('work', () => {
    due = Number.POSITIVE_INFINITY;
    const open = queue.open();
    const heldMs = open ? Math.min(heldUntil, timeOf(open.id) + OPEN_MS) - Date.now() : 0;
    // Longer only when the clock was set back.
    if (heldMs > 0 && heldMs <= OPEN_MS) return wake(heldMs);
    const sent = flush();
    const wait = pace.wait();
    if (look && wait) wake(wait);
    if (!look || wait) return sent;
    if (!navigator.locks) return takeOver();
    // One tab at a time. That only saves requests: the server keeps each batch once anyway. A page in the back/forward
    // cache must not hold the lock, so pagehide lets go.
    return navigator.locks.request(name, { ifAvailable: true }, (lock) =>
      lock ? Promise.race([takeOver(), new Promise<void>((resolve) => (letGo = resolve))]) : wake(NEXT_LOOK_MS),
    );
  });
  const resume = () => {
    look = true;
    wake(0);
  };
  /** Synchronous to the end: nothing that is only begun now is sure to happen. */
  const last = () => {
    closing(true);
    queue.close();
    outbox.last(waiting.keys());
    courier.last();
  };
  const stops = [
    guard.on(document, 'visibilitychange', () => document.hidden && last()),
    guard.on(window, 'pagehide', () => {
      last();
      letGo();
    }),
    guard.on(window, 'pageshow', (event) => (event as PageTransitionEvent).persisted && resume()),
    guard.on(window, 'online', () => {
      pace.online();
      resume();
    }),
  ];
  // What other pages left in the gasp goes into the journal before anything waits: a browser that is killed now would
  // lose it.
  if (!gone) outbox.rescue();
  wake(FIRST_LOOK_MS);

  return {
    add(event, url, at) {
      if (!event) drop(tally, 'hook', 1);
      else if (gone) drop(tally, GONE, 1);
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
    hold(ms) {
      heldUntil = Date.now() + ms;
    },
    flush,
    report: () => ({
      ...tally,
      queued: courier.queued() + (queue.open()?.slips.size ?? 0),
      paused: courier.paused(),
      ...outbox.health,
    }),
    stop(forget) {
      if (forget) clear();
      else last();
      letGo();
      clearTimeout(timer);
      // What is still under way may ask to be woken, and must not be.
      due = 0;
      for (const stop of stops) stop();
    },
  };
};
