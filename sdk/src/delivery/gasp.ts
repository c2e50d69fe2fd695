import type { Shelf } from '../util/index.ts';
import type { Slip } from './parcel.ts';
import { inBatches } from './parcel.ts';

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

export const createGasp = (shelf: Shelf): Gasp => {
  let fresh: Slip[] = [];

  const gasp: Gasp = {
    health: { journal: false, refused: 0 },
    keep(slip) {
      fresh.push(slip);
      if (!gasp.later?.()) void Promise.resolve().then(() => gasp.write());
    },
    write(more = []) {
      const all = [...fresh, ...more];
      fresh = [];
      for (const slips of inBatches(all)) {
        const name = GASP + slips[0]?.[0];
        if (shelf(name, JSON.stringify(slips)) === undefined) gasp.health.refused++;
        void gasp.store?.put(slips).then((safe) => safe && shelf(name, null));
      }
      return !!all[0];
    },
    drop(id = '', from = '') {
      fresh = fresh.filter((slip) => !slip[0].startsWith(id) || slip[0] < id + from);
      for (const name of shelf.names(GASP + id)) if (name >= GASP + id + from) shelf(name, null);
      gasp.store?.drop(id, from);
    },
  };
  return gasp;
};
