import { createContext } from 'react';
import type { TroddenHandle } from '../index.ts';

const nothing = () => {};

/** Stands in on a server and outside of a provider, so that components render and are tested without one. */
export const NOBODY: TroddenHandle = {
  track: nothing,
  identify: nothing,
  signOut: nothing,
  optIn: nothing,
  optOut: nothing,
  flush: async () => {},
  diagnose: () => ({ consent: false, faults: {} }) as ReturnType<TroddenHandle['diagnose']>,
  replayUrl: () => undefined,
  startReplay: nothing,
  stop: nothing,
};

export const Context = createContext(NOBODY);
