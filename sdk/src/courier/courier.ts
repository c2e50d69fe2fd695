import type { Answer, Parcel, Slip, StartCourier } from '../delivery/index.ts';
import { drop, ID_LENGTH, newParcel } from '../delivery/index.ts';
import { drain } from './drain.ts';
import { createOutbox } from './outbox.ts';
import { judge } from './outcome.ts';
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
  const { name, shelf, guard, tally, gasp, waiting, add, forget, open, post, settle, wake } = counter;
  const outbox = createOutbox(gasp, shelf, name);
  const pace = createPace(shelf);
  let passed = 0;
  let paused = false;
  let running: Promise<void> | undefined;
  /** Whether the journal may hold what other pages left. */
  let look = true;
  let letGo = () => {};

  const ready = ({ tries }: Parcel) => tries < MAX_TRIES && !paused && !pace.wait();

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
    waiting.set(name, newParcel(name, moved, token));
    moved.forEach(gasp.keep);
    gasp.drop(id, name);
  };

  const take = (parcel: Parcel, answer: Answer | undefined) => {
    const { id } = parcel;
    if (!answer || waiting.get(id) !== parcel) return;
    if (settle(parcel, answer)) {
      passed++;
      pace.note();
      return;
    }
    const { verdict, afterMs } = judge(answer);
    if (verdict === 'split') split(parcel);
    else if (verdict === 'paused') paused = true;
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
    look = await drain(
      outbox,
      gasp.drop,
      (id) => waiting.has(id) || open()?.id === id,
      (parcel, tooOld) => {
        tally.adopted += parcel.slips.size;
        if (tooOld) {
          drop(tally, 'age', parcel.slips.size);
          gasp.drop(parcel.id);
        } else add(parcel);
      },
    );
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
    run,
    async work() {
      if (!look) return run();
      if (!navigator.locks) return takeOver();
      void run();
      // One tab at a time. That only saves requests: the server keeps each batch once anyway. A page in the back/forward
      // cache must not hold the lock, so pagehide lets go.
      return navigator.locks.request(name, { ifAvailable: true }, (lock) =>
        lock ? Promise.race([takeOver(), new Promise<void>((resolve) => (letGo = resolve))]) : wake(NEXT_LOOK_MS),
      );
    },
    last() {
      for (const parcel of [...waiting.values()].reverse())
        if (!parcel.safe && ready(parcel)) void post(parcel).then((answer) => take(parcel, answer));
    },
    paused: () => paused,
    healthy: outbox.healthy,
    stop() {
      letGo();
      for (const stop of stops) stop();
    },
  };
};
