import type { Shelf } from '../util/index.ts';
import type { Slip } from './parcel.ts';
import { inBatches } from './parcel.ts';

/**
 * A write costs about half a millisecond, with the journal's. What a person does is written at the end of its own task;
 * of a longer burst, twice a second. Each quiet half second gives one write back.
 */
const MAX_SPARE_WRITES = 5;
const BURST_MS = 500;
export const GASP = 'gasp.';

/** Where slips are safe for good, once the courier is there. */
export interface Store {
  /** Whether they could be written. */
  put(slips: Slip[]): Promise<boolean>;
  drop(id: string, from: string): void;
}

export interface Health {
  /** Whether the last journal write succeeded. */
  journal: boolean;
  /** Writes that a store refused: full, blocked, or switched off. */
  refused: number;
}

/** What is not yet stored for good, kept in localStorage: synchronous, and so in time whatever the page does next. */
export interface Gasp {
  store?: Store;
  health: Health;
  /** Keeps one event. */
  keep(slip: Slip): void;
  /** Keeps these before it returns, with all that was not written yet. */
  write(slips: Slip[]): void;
  /** Forgets everything of one batch, or what follows one of its events; without a batch, everything. */
  drop(id?: string, from?: string): void;
  /** Nothing more is kept by itself after this. */
  rest(): void;
}

export const createGasp = (shelf: Shelf): Gasp => {
  let fresh: Slip[] = [];
  let spare = MAX_SPARE_WRITES;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const write = (more: Slip[] = []) => {
    for (const slips of inBatches([...fresh, ...more])) {
      const name = GASP + slips[0]?.[0];
      if (shelf(name, JSON.stringify(slips)) === undefined) gasp.health.refused++;
      void gasp.store?.put(slips).then((safe) => safe && shelf(name, null));
    }
    fresh = [];
  };
  const pause = () => {
    if (fresh.length) write();
    else spare++;
    timer = spare < MAX_SPARE_WRITES ? setTimeout(pause, BURST_MS) : undefined;
  };
  const gasp: Gasp = {
    health: { journal: false, refused: 0 },
    keep(slip) {
      fresh.push(slip);
      if (spare && spare--) void Promise.resolve().then(() => write());
      timer ??= setTimeout(pause, BURST_MS);
    },
    write,
    drop(id = '', from = '') {
      fresh = fresh.filter((slip) => !slip[0].startsWith(id) || slip[0] < id + from);
      for (const name of shelf.names(GASP + id)) if (name >= GASP + id + from) shelf(name, null);
      gasp.store?.drop(id, from);
    },
    rest() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
  return gasp;
};
