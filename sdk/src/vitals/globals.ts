/**
 * What web-vitals takes for globals: the build puts an import of this file before its modules. The library has no end of
 * its own, and everything of ours must have one; and it settles its values when the page is hidden, which browsers tell
 * only after `pagehide`, when the last batch is on its way.
 */

const life = new AbortController();
const observers = new Set<PerformanceObserver>();
const hiding = new Set<EventListener>();
let isLeaving = false;

export const addEventListener = (
  type: string,
  listener: EventListener,
  options?: boolean | AddEventListenerOptions,
): void => {
  const how = typeof options === 'object' ? options : { capture: !!options };
  window.addEventListener(type, listener, { ...how, signal: life.signal });
  if (type === 'visibilitychange') hiding.add(listener);
};

export const removeEventListener = (
  type: string,
  listener: EventListener,
  options?: boolean | EventListenerOptions,
) => {
  window.removeEventListener(type, listener, options);
  hiding.delete(listener);
};

/** All that the library reads of the document. */
const seen = {
  get visibilityState(): DocumentVisibilityState {
    return isLeaving ? 'hidden' : document.visibilityState;
  },
  get prerendering(): unknown {
    return (document as { prerendering?: boolean }).prerendering;
  },
  get wasDiscarded(): unknown {
    return (document as { wasDiscarded?: boolean }).wasDiscarded;
  },
  get readyState(): DocumentReadyState {
    return document.readyState;
  },
};

class Observer extends window.PerformanceObserver {
  constructor(callback: PerformanceObserverCallback) {
    super(callback);
    observers.add(this);
  }
}

export { Observer as PerformanceObserver, seen as document };

/** The page goes: the library settles now what it would settle in a moment. */
export const settleVitals = (): void => {
  isLeaving = true;
  const event = { type: 'visibilitychange', timeStamp: performance.now(), isTrusted: true } as Event;
  for (const listener of [...hiding]) listener(event);
  isLeaving = false;
};

/** For good: in one page load the library begins only once. */
export const endVitals = (): void => {
  life.abort();
  hiding.clear();
  for (const observer of observers) observer.disconnect();
};
