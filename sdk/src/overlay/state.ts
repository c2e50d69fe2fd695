import type { ClickmapAnswer } from '../wire.ts';
import type * as details from './details/index.ts';
import type { Filters } from './filters.ts';
import { NO_FILTERS } from './filters.ts';
import type { Group, Spot } from './spots.ts';
import type { Trouble } from './trouble.ts';

export type Layer = 'counts' | 'heat' | 'dots' | 'scroll';
export type Tab = 'elements' | 'lost' | 'filters';

/** Everything that is drawn follows from this. */
export interface State {
  trouble: Trouble | undefined;
  /** The server is being asked, or the page is being read. */
  busy: boolean;
  path: string;
  answer: ClickmapAnswer | undefined;
  spots: readonly Spot[];
  lost: readonly Group[];
  releases: readonly string[];
  filters: Filters;
  layer: Layer;
  tab: Tab;
  chosen: Spot | undefined;
  small: boolean;
  /** Loaded when it is needed first. */
  details: typeof details | undefined;
}

export interface Store {
  now(): State;
  set(part: Partial<State>): void;
}

export function createStore(path: string, changed: (state: State) => void): Store {
  let state: State = {
    trouble: undefined,
    busy: true,
    path,
    answer: undefined,
    spots: [],
    lost: [],
    releases: [],
    filters: NO_FILTERS,
    layer: 'counts',
    tab: 'elements',
    chosen: undefined,
    small: false,
    details: undefined,
  };
  return {
    now: () => state,
    set(part) {
      state = { ...state, ...part };
      changed(state);
    },
  };
}
