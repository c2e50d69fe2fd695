/** Ends something; with `forget`, nothing of it stays stored. */
export type Stop = (forget?: boolean) => void;

const SLOW_MS = 50;

/** Exceptions and slow calls of ours, by callback name. */
export type Faults = Record<string, number>;

export interface Guard {
  /** Wraps a callback so that the page never sees an exception or a rejection of ours. */
  <A extends unknown[]>(name: string, callback: (...args: A) => unknown): (...args: A) => void;
  /** Adds a guarded listener and returns its removal. */
  on(target: EventTarget, type: string, listener: (event: Event) => unknown): Stop;
}

/** The one edge between the page and us. A callback that failed or was slow `limit` times is switched off. */
export const createGuard = (faults: Faults, limit: number, debug: (...words: unknown[]) => void): Guard => {
  const guard = <A extends unknown[]>(name: string, callback: (...args: A) => unknown) => {
    const fail = (reason: unknown) => {
      faults[name] = (faults[name] ?? 0) + 1;
      debug(name, reason);
    };
    return (...args: A): void => {
      if ((faults[name] ?? 0) >= limit) return;
      const began = Date.now();
      try {
        (callback(...args) as Promise<unknown> | undefined)?.catch?.(fail);
      } catch (error) {
        fail(error);
      }
      if (Date.now() - began > SLOW_MS) fail('slow');
    };
  };
  guard.on = (target: EventTarget, type: string, listener: (event: Event) => unknown): Stop => {
    const guarded = guard(type, listener);
    // Before the page's own: nobody may stop it on the way.
    target.addEventListener(type, guarded, true);
    return () => target.removeEventListener(type, guarded, true);
  };
  return guard;
};
