import type { Stop } from '../util/index.ts';

/** Tells of `pushState` and `replaceState`, after they happened. */
export const watchHistory = (tell: (kind: 'push' | 'replace') => void): Stop => {
  const stops = (['push', 'replace'] as const).map((kind) => {
    const method = `${kind}State` as const;
    const original = history[method];
    const own = Object.hasOwn(history, method);
    let active = true;
    const patched = function (this: History, ...args: Parameters<History['pushState']>) {
      original.apply(this, args);
      if (active) tell(kind);
    };
    history[method] = patched;
    return () => {
      active = false;
      // Somebody patched over us: their way through ours must stay open, so it only falls silent.
      if (history[method] !== patched) return;
      if (own) history[method] = original;
      else delete (history as Partial<History>)[method];
    };
  });
  return () => {
    for (const stop of stops) stop();
  };
};
