import { timeOf } from '../util/index.ts';
import { BATCH_ID_MEMORY_MS } from '../wire.ts';
import type { Outbox } from './outbox.ts';
import type { Outcome } from './outcome.ts';
import type { Pace } from './pace.ts';
import type { Parcel } from './parcel.ts';
import { newParcel } from './parcel.ts';
import type { Tally } from './tally.ts';
import { drop } from './tally.ts';
import type { Transport } from './transport.ts';

/** A batch that was refused this often while others went through is poison: it stays stored, and this page leaves it. */
const MAX_TRIES = 8;
const MAX_EVENTS = 10_000;

export interface Courier {
  /** Queues a closed batch. */
  add(parcel: Parcel): void;
  has(id: string): boolean;
  /** Sends what it may, oldest first, one at a time; resolves when nothing more can be done now. */
  run(): Promise<void>;
  /** The page may be gone after this task: newest first, as much as the keepalive budget takes. */
  last(): void;
  /** Forgets everything, for a reason. */
  clear(reason: 'consent' | 'stopped'): void;
  queued(): number;
  ids(): Iterable<string>;
  state(): 'sending' | 'paused' | 'stopped';
}

interface CourierParts {
  outbox: Outbox;
  pace: Pace;
  send: Transport;
  tally: Tally;
  /** Asks to be run again later. */
  wake: (delayMs: number) => void;
}

export const createCourier = ({ outbox, pace, send, tally, wake }: CourierParts): Courier => {
  const waiting = new Map<string, Parcel>();
  let passed = 0;
  let state: 'sending' | 'paused' | 'stopped' = 'sending';
  let running: Promise<void> | undefined;

  const queued = () => [...waiting.values()].reduce((sum, parcel) => sum + parcel.slips.size, 0);
  const forget = ({ id }: Parcel) => {
    waiting.delete(id);
    outbox.drop(id);
  };
  const give = (parcel: Parcel, reason: 'age' | 'overflow') => {
    drop(tally, reason, parcel.slips.size);
    forget(parcel);
  };
  const clear: Courier['clear'] = (reason) => {
    drop(tally, reason, queued());
    waiting.clear();
    outbox.clear();
  };
  const poisoned = ({ tries, passed: then }: Parcel) => tries >= MAX_TRIES && passed > then;

  /** Halves get ids that any other tab would give them too, so that a split can be repeated but never doubled. */
  const split = (parcel: Parcel) => {
    const { id, slips, token } = parcel;
    const entries = [...slips];
    const right = entries.splice(entries.length >> 1);
    const name = right[0]?.[0];
    if (!entries.length || !name) {
      tally.dead++;
      forget(parcel);
      return;
    }
    // The refused id was never kept by the server, so the left half may go on under it.
    waiting.set(id, newParcel(id, entries, token));
    waiting.set(name, newParcel(name, right, token));
    for (const [event, slip] of right) outbox.keep(name + event, slip);
    outbox.drop(id, name);
  };

  const settle = (parcel: Parcel, outcome: Outcome | undefined) => {
    const { id, slips } = parcel;
    if (!outcome || !waiting.has(id)) return;
    if (outcome.kind === 'acked') {
      const kept = Math.min(outcome.accepted, slips.size - outcome.rejected);
      tally.acked += kept;
      tally.dead += outcome.rejected;
      drop(tally, 'partial', slips.size - outcome.rejected - kept);
      passed++;
      pace.succeeded();
      forget(parcel);
    } else if (outcome.kind === 'split') split(parcel);
    else if (outcome.kind === 'retry') {
      if (outcome.answered) {
        if (!parcel.tries++) parcel.passed = passed;
      }
      pace.failed(outcome.answered, outcome.afterMs);
      // To the end of the line, so that one bad batch never blocks the others.
      waiting.delete(id);
      waiting.set(id, parcel);
    } else {
      state = outcome.kind;
      if (state === 'stopped') clear('stopped');
    }
  };

  const dispatch = (parcel: Parcel, last: boolean): Promise<void> => {
    parcel.flight ??= send(parcel, last).then((outcome) => {
      parcel.flight = undefined;
      settle(parcel, outcome);
    });
    return parcel.flight;
  };

  const work = async () => {
    for (;;) {
      const next = [...waiting.values()].find((parcel) => !poisoned(parcel));
      if (!next || state !== 'sending') return;
      const delay = pace.wait();
      if (delay) return wake(delay);
      if (Date.now() - timeOf(next.id) > BATCH_ID_MEMORY_MS) give(next, 'age');
      else await dispatch(next, false);
    }
  };

  return {
    add(parcel) {
      if (state === 'stopped') {
        drop(tally, 'stopped', parcel.slips.size);
        outbox.drop(parcel.id);
        return;
      }
      waiting.set(parcel.id, parcel);
      for (const oldest of waiting.values()) {
        if (queued() <= MAX_EVENTS) break;
        if (!oldest.flight) give(oldest, 'overflow');
      }
    },
    has: (id) => waiting.has(id),
    run() {
      running ??= work().finally(() => {
        running = undefined;
      });
      return running;
    },
    last() {
      if (state !== 'sending' || pace.wait()) return;
      for (const parcel of [...waiting.values()].reverse())
        if (!parcel.safe && !poisoned(parcel)) send(parcel, true).then((outcome) => settle(parcel, outcome));
    },
    clear,
    queued,
    ids: () => waiting.keys(),
    state: () => state,
  };
};
