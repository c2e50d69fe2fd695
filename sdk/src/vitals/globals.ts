/**
 * What web-vitals takes for globals: the build puts an import of this file before its modules. The library offers no end
 * of its own, and everything of ours must have one.
 */

const life = new AbortController();
const observers = new Set<PerformanceObserver>();

export const addEventListener = (
  type: string,
  listener: EventListener,
  options?: boolean | AddEventListenerOptions,
): void => {
  const how = typeof options === 'object' ? options : { capture: !!options };
  window.addEventListener(type, listener, { ...how, signal: life.signal });
};

class Observer extends window.PerformanceObserver {
  constructor(callback: PerformanceObserverCallback) {
    super(callback);
    observers.add(this);
  }
}

export { Observer as PerformanceObserver };

/** For good: in one page load the library begins only once. */
export const endVitals = (): void => {
  life.abort();
  for (const observer of observers) observer.disconnect();
};
