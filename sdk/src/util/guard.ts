/** Ends something; with `forget`, nothing of it stays stored. */
export type Stop = (forget?: boolean) => void;

const SLOW_MS = 50;

/** Exceptions and slow calls of ours, by callback name. */
export type Faults = Record<string, number>;

export interface Guard {
  /**
   * Wraps a callback so that the page never sees an exception or a rejection of ours. Begins at once, ends when it ends. A patient one
   * may be slow: something else looks after its time.
   */
  <A extends unknown[]>(
    name: string,
    callback: (...args: A) => unknown,
    patient?: boolean,
  ): (...args: A) => Promise<void> | undefined;
  /** Adds a guarded listener and returns its removal. */
  on(target: EventTarget, type: string, listener: (event: Event) => unknown): Stop;
}

/** The one edge between the page and us. A callback that failed or was slow `limit` times is switched off. */
export const createGuard = (faults: Faults, limit: number, debug: (...words: unknown[]) => void): Guard => {
  const guard = <A extends unknown[]>(name: string, callback: (...args: A) => unknown, patient?: boolean) => {
    const fail = (reason: unknown) => {
      faults[name] = (faults[name] ?? 0) + 1;
      debug(name, reason);
    };
    // Apart, since a promise a call costs more than most callbacks do.
    const end = async (done: unknown) => {
      try {
        // Not `catch`: the page may have replaced it.
        await done;
      } catch (error) {
        fail(error);
      }
    };
    return (...args: A) => {
      if ((faults[name] ?? 0) >= limit) return undefined;
      try {
        const began = Date.now();
        const done = callback(...args);
        if (Date.now() - began > SLOW_MS && !patient) fail('slow');
        return (done as Partial<Promise<unknown>> | undefined)?.then && end(done);
      } catch (error) {
        fail(error);
      }
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
