import type { Guard, Shelf } from '../util/index.ts';
import type { Slip } from './parcel.ts';
import { inBatches } from './parcel.ts';

/** Characters; a browser gives a site about five million. */
const MAX_COPIED = 1_000_000;
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
  /** Asked at each event: whether somebody sees to it that it is written soon. Otherwise it is, at the end of this task. */
  later?: () => boolean;
  health: Health;
  /** Keeps one event. */
  keep(slip: Slip): void;
  /** Keeps these before it returns, with all that was not written yet; whether there was anything. */
  write(slips?: Slip[]): boolean;
  /** Forgets everything of one batch, or what follows one of its events; without a batch, everything. */
  drop(id?: string, from?: string): void;
}

export const createGasp = (shelf: Shelf, guard: Guard): Gasp => {
  let fresh: Slip[] = [];

  const gasp: Gasp = {
    health: { journal: false, refused: 0 },
    keep(slip) {
      fresh.push(slip);
      if (!gasp.later?.()) queueMicrotask(save);
    },
    write(more = []) {
      const all = [...fresh, ...more];
      fresh = [];
      for (const slips of inBatches(all)) {
        const name = GASP + slips[0]?.[0];
        const text = JSON.stringify(slips);
        // Where the journal never comes, the host page's quota must not fill.
        if (gasp.store || shelf.names(GASP).reduce((sum, copy) => sum + `${shelf(copy)}`.length, 0) < MAX_COPIED)
          if (shelf(name, text) === undefined) gasp.health.refused++;
        void gasp.store?.put(slips).then((safe) => safe && shelf(name) === text && shelf(name, null));
      }
      return !!all[0];
    },
    drop(id = '', from = '') {
      fresh = fresh.filter((slip) => !slip[0].startsWith(id) || slip[0] < id + from);
      for (const name of shelf.names(GASP + id)) if (name >= GASP + id + from) shelf(name, null);
      gasp.store?.drop(id, from);
    },
  };
  const save = guard('gasp', () => gasp.write());
  return gasp;
};
