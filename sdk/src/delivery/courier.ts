import { timeOf } from '../util/index.ts';
import { BATCH_ID_MEMORY_MS } from '../wire.ts';
import type { Outbox } from './outbox.ts';
import type { Outcome } from './outcome.ts';
import type { Pace } from './pace.ts';
import type { Parcel, Slip } from './parcel.ts';
import { ID_LENGTH, MAX_KEPT_CHARACTERS, newParcel, weightOf } from './parcel.ts';
import type { DropReason, Tally } from './tally.ts';
import { drop } from './tally.ts';
import type { Transport } from './transport.ts';

/** A batch that was refused this often while others went through is poison: it stays stored, and this page leaves it. */
const MAX_TRIES = 8;

export interface Courier {
  /** Closed batches by id. */
  waiting: Map<string, Parcel>;
  add(parcel: Parcel): void;
  /** Sends what it may, oldest first, one at a time; resolves when nothing more can be done now. */
  run(): Promise<void>;
  /** The page may be gone after this task: newest first, as much as the keepalive budget takes. */
  last(): void;
  /** Events that wait. */
  queued(): number;
  /** The server does not serve this page: everything stays stored. */
  paused(): boolean;
  /** Gives up the oldest events until so many characters are gone. */
  shed(characters: number): void;
}

/** `wake` asks to be run again later; `end` is told that the project is gone. */
export const createCourier = (
  outbox: Outbox,
  pace: Pace,
  send: Transport,
  { tally, wake, end }: { tally: Tally; wake: (delayMs: number) => void; end: () => void },
): Courier => {
  const waiting = new Map<string, Parcel>();
  let passed = 0;
  let paused = false;
  let running: Promise<void> | undefined;

  const queued = () => [...waiting.values()].reduce((sum, { slips }) => sum + slips.size, 0);
  const forget = ({ id }: Parcel) => {
    waiting.delete(id);
    outbox.drop(id);
  };
  const giveUp = (parcel: Parcel, reason: DropReason) => {
    drop(tally, reason, parcel.slips.size);
    forget(parcel);
  };
  const ready = (parcel: Parcel) => {
    if (parcel.tries >= MAX_TRIES || paused || pace.wait()) return false;
    const young = Date.now() - timeOf(parcel.id) <= BATCH_ID_MEMORY_MS;
    // The server no longer knows whether it has this batch.
    if (!young) giveUp(parcel, 'age');
    return young;
  };
  const shed = (characters: number) => {
    // Ids begin with their time.
    for (const id of [...waiting.keys()].sort()) {
      if (characters <= 0) return;
      const parcel = waiting.get(id) as Parcel;
      characters -= weightOf([...parcel.slips.values()]);
      giveUp(parcel, 'overflow');
    }
  };

  /** Halves get ids that any other tab would give them too, so that a split can be repeated but never doubled. */
  const split = (parcel: Parcel) => {
    const { id, slips, token } = parcel;
    const left = [...slips.values()];
    const right = left.splice(left.length >> 1);
    const name = (right[0] as Slip)[0].slice(ID_LENGTH);
    if (!left.length) {
      tally.dead++;
      forget(parcel);
      return;
    }
    // The refused id was never kept by the server, so the left half may go on under it.
    waiting.set(id, newParcel(id, left, token));
    const moved = right.map(([key, ...rest]): Slip => [name + key.slice(ID_LENGTH), ...rest]);
    // An earlier page that split the same batch left this half behind, and we took it over.
    tally.adopted -= waiting.get(name)?.slips.size ?? 0;
    waiting.set(name, newParcel(name, moved, token));
    moved.forEach(outbox.keep);
    // Written under the new id before it is gone under the old one.
    outbox.last([]);
    outbox.drop(id, name);
  };

  const settle = (parcel: Parcel, outcome: Outcome | undefined) => {
    const { id, slips } = parcel;
    if (!outcome || waiting.get(id) !== parcel) return;
    const { verdict, accepted = 0, rejected = [], afterMs } = outcome;
    if (verdict === 'acked') {
      const kept = Math.min(accepted, slips.size - rejected.length);
      tally.acked += kept;
      tally.dead += rejected.length;
      drop(tally, 'partial', slips.size - rejected.length - kept);
      passed++;
      pace.note();
      forget(parcel);
    } else if (verdict === 'split') split(parcel);
    else if (verdict === 'paused') paused = true;
    else if (verdict === 'gone') end();
    else {
      if (verdict === 'busy' && parcel.passed !== passed) {
        parcel.passed = passed;
        parcel.tries++;
      }
      pace.note(verdict, afterMs);
      // To the end of the line, so that one bad batch never blocks the others.
      waiting.delete(id);
      waiting.set(id, parcel);
    }
  };
  const work = async () => {
    for (;;) {
      const parcel = [...waiting.values()].find(ready);
      if (!parcel) break;
      settle(parcel, await send(parcel));
    }
    if (waiting.size && pace.wait()) wake(pace.wait());
  };

  return {
    waiting,
    add(parcel) {
      waiting.set(parcel.id, parcel);
      shed(weightOf([...waiting.values()].flatMap(({ slips }) => [...slips.values()])) - MAX_KEPT_CHARACTERS);
    },
    run: () => {
      running ??= work().finally(() => {
        running = undefined;
      });
      return running;
    },
    last() {
      for (const parcel of [...waiting.values()].reverse())
        if (!parcel.safe && ready(parcel)) void send(parcel, true).then((outcome) => settle(parcel, outcome));
    },
    queued,
    paused: () => paused,
    shed,
  };
};
