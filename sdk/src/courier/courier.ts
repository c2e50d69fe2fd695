import type { Answer, DropReason, Parcel, Slip, StartCourier } from '../delivery/index.ts';
import { drop, GONE, ID_LENGTH, MAX_KEPT_CHARACTERS, newParcel, OPEN_MS, weightOf } from '../delivery/index.ts';
import { timeOf } from '../util/index.ts';
import { BATCH_ID_MEMORY_MS } from '../wire.ts';
import { slowBursts } from './bursts.ts';
import { configHeard } from './config.ts';
import { drain } from './drain.ts';
import { createOutbox } from './outbox.ts';
import { acknowledged, judge } from './outcome.ts';
import { createPace } from './pace.ts';
import { zip } from './zip.ts';

/** A batch that was refused this often while others went through is poison: it stays stored, and this page leaves it. */
const MAX_TRIES = 8;
/** The page's own start comes first; what earlier pages left behind can wait this long. */
const FIRST_LOOK_MS = 2_000;
/** Until another look into the journal. With its page size this also paces a long backlog: about two requests a second. */
const NEXT_LOOK_MS = 5_000;

/** Stores for good, repeats, halves, waits, and takes over what earlier pages left behind. */
export const startCourier: StartCourier = (counter) => {
  const { name, shelf, guard, tally, gasp, waiting, forget, open, post, clear, wake } = counter;
  const outbox = createOutbox(gasp, shelf, name);
  const pace = createPace(shelf);
  const rest = slowBursts(gasp, guard);
  let passed = 0;
  let paused = false;
  let running: Promise<void> | undefined;
  /** Whether the journal may hold what other pages left. */
  let look = true;
  let letGo = () => {};
  let heldUntil = 0;
  let over = false;

  const giveUp = ({ id, slips }: Parcel, reason: DropReason) => {
    drop(tally, reason, slips.size);
    forget(id);
  };
  const ready = (parcel: Parcel) => {
    if ((parcel.tries ?? 0) >= MAX_TRIES || paused || pace.wait()) return false;
    const young = Date.now() - timeOf(parcel.id) <= BATCH_ID_MEMORY_MS;
    // The server no longer knows whether it has this batch.
    if (!young) giveUp(parcel, 'age');
    return young;
  };
  /** Gives up the oldest events until so many characters are gone. */
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
      forget(id);
      return;
    }
    // The refused id was never kept by the server, so the left half may go on under it.
    waiting.set(id, newParcel(id, left, token));
    const moved = right.map(([key, ...rest]): Slip => [name + key.slice(ID_LENGTH), ...rest]);
    // An earlier page that split the same batch left this half behind, and we took it over.
    tally.adopted -= waiting.get(name)?.slips.size ?? 0;
    waiting.set(name, newParcel(name, moved, token));
    // Written under the new id before it is gone under the old one.
    gasp.write(moved);
    gasp.drop(id, name);
  };

  const take = guard('take', (parcel: Parcel, answer: Answer | undefined) => {
    const { id, slips } = parcel;
    if (!answer || waiting.get(id) !== parcel) return;
    const ack = acknowledged(id, answer);
    if (ack) {
      const kept = Math.min(ack.accepted, slips.size - ack.rejected);
      tally.acked += kept;
      tally.dead += ack.rejected;
      drop(tally, 'partial', slips.size - ack.rejected - kept);
      forget(id);
      passed++;
      pace.note();
      if (ack.config) configHeard.get(shelf)?.(ack.config);
      return;
    }
    const { verdict, afterMs } = judge(answer);
    if (verdict === 'split') split(parcel);
    else if (verdict === 'paused') paused = true;
    else if (verdict === 'gone') {
      counter.gone = true;
      shelf(GONE, GONE);
      drop(tally, GONE, clear());
    } else {
      if (verdict === 'busy' && parcel.passed !== passed) {
        parcel.passed = passed;
        parcel.tries = (parcel.tries ?? 0) + 1;
      }
      pace.note(verdict, afterMs);
      // To the end of the line, so that one bad batch never blocks the others.
      waiting.delete(id);
      waiting.set(id, parcel);
    }
  });
  /** Oldest first, one at a time. */
  const carry = async () => {
    for (;;) {
      const parcel = [...waiting.values()].find(ready);
      if (!parcel) break;
      take(parcel, await post(parcel, zip));
    }
    if (waiting.size && pace.wait()) wake(pace.wait());
  };
  const run = () => {
    running ??= carry().finally(() => {
      running = undefined;
    });
    return running;
  };
  const takeOver = async () => {
    const [more, excess] = await drain(
      outbox,
      gasp.drop,
      (id) => over || waiting.has(id) || open()?.id === id,
      (parcel) => {
        tally.adopted += parcel.slips.size;
        waiting.set(parcel.id, parcel);
      },
    );
    look = more;
    shed(excess);
    await run();
    if (look) wake(NEXT_LOOK_MS);
  };
  const resume = () => {
    look = true;
    wake(0);
  };
  const stops = [
    guard.on(window, 'pagehide', () => letGo()),
    guard.on(window, 'pageshow', (event) => (event as PageTransitionEvent).persisted && resume()),
    guard.on(window, 'online', () => {
      pace.online();
      resume();
    }),
  ];
  // What other pages left in the gasp goes into the journal before anything waits: a browser that is killed now would
  // lose it.
  outbox.rescue();
  wake(FIRST_LOOK_MS);

  return {
    async run(search) {
      const sent = run();
      if (!search) return sent;
      const wait = pace.wait();
      if (look && wait) wake(wait);
      if (!look || wait) return sent;
      if (!navigator.locks) return takeOver();
      // One tab at a time. That only saves requests: the server keeps each batch once anyway. A page in the back/forward
      // cache must not hold the lock, so pagehide lets go.
      return navigator.locks.request(name, { ifAvailable: true }, (lock) =>
        lock ? Promise.race([takeOver(), new Promise<void>((resolve) => (letGo = resolve))]) : wake(NEXT_LOOK_MS),
      );
    },
    last() {
      rest();
      for (const parcel of [...waiting.values()].reverse())
        if (!parcel.safe && ready(parcel)) void post(parcel).then((answer) => take(parcel, answer));
    },
    added: () =>
      shed(weightOf([...waiting.values()].flatMap(({ slips }) => [...slips.values()])) - MAX_KEPT_CHARACTERS),
    hold(ms) {
      heldUntil = Date.now() + ms;
    },
    held() {
      const parcel = open();
      const left = parcel ? Math.min(heldUntil, timeOf(parcel.id) + OPEN_MS) - Date.now() : 0;
      // Longer only when the clock was set back.
      return left > 0 && left <= OPEN_MS ? left : 0;
    },
    paused: () => paused,
    stop() {
      over = true;
      rest();
      letGo();
      for (const stop of stops) stop();
    },
  };
};
