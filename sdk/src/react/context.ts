import { createContext } from 'react';
import type { TroddenHandle } from '../index.ts';

const nothing = () => {};

/** Stands in on a server and outside of a provider, so that components render and are tested without one. */
export const NOBODY = {
  track: nothing,
  identify: nothing,
  signOut: nothing,
  optIn: nothing,
  optOut: nothing,
  flush: async () => {},
  diagnose: () => ({ consent: false, faults: {} }),
  stop: nothing,
} as unknown as TroddenHandle;

export const Context = createContext(NOBODY);
