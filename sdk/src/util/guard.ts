/** A callback of ours that failed this often, or was this often slow, is switched off. */
const MAX_FAULTS = 10;
const SLOW_MS = 50;

export interface Guard {
  /** Wraps a callback so that the host page never sees an exception of ours; one that keeps failing is switched off. */
  <A extends unknown[]>(name: string, callback: (...args: A) => void): (...args: A) => void;
  /** Failures by callback name. */
  faults: Record<string, number>;
}

/** The one edge between the host page and us. */
export const createGuard = (debug: (...words: unknown[]) => void): Guard => {
  const faults: Record<string, number> = {};
  const guard = <A extends unknown[]>(name: string, callback: (...args: A) => void) => {
    const fail = (reason: unknown) => {
      faults[name] = (faults[name] ?? 0) + 1;
      debug(name, reason);
    };
    return (...args: A): void => {
      if ((faults[name] ?? 0) >= MAX_FAULTS) return;
      try {
        const began = performance.now();
        callback(...args);
        if (performance.now() - began > SLOW_MS) fail('slow');
      } catch (error) {
        fail(error);
      }
    };
  };
  return Object.assign(guard, { faults });
};
