/**
 * What web-vitals takes for globals: the build puts an import of this file before its modules. The library has no end of
 * its own, and everything of ours must have one; and it settles its values when the page is hidden, which browsers tell
 * only after `pagehide`, when the last batch is on its way.
 */

import type { Guard } from '../util/index.ts';

type Callback = (...args: never[]) => unknown;

const life = new AbortController();
const observers = new Set<PerformanceObserver>();
const hiding = new Set<EventListener>();
const wrapped = new WeakMap<Callback, Callback>();
let isLeaving = false;
let guard: Guard | undefined;

/** From now on the page sees no exception of the library either. */
export const guardVitals = (page: Guard): void => {
  guard = page;
};

const safe = <C extends Callback>(callback: C): C => {
  const known = wrapped.get(callback) ?? (guard?.('vitals', callback) as Callback | undefined) ?? callback;
  wrapped.set(callback, known);
  return known as C;
};

export const addEventListener = (
  type: string,
  listener: EventListener,
  options?: boolean | AddEventListenerOptions,
): void => {
  const how = typeof options === 'object' ? options : { capture: !!options };
  window.addEventListener(type, safe(listener), { ...how, signal: life.signal });
  if (type === 'visibilitychange') hiding.add(listener);
};

export const removeEventListener = (
  type: string,
  listener: EventListener,
  options?: boolean | EventListenerOptions,
) => {
  window.removeEventListener(type, safe(listener), options);
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
    super(safe(callback));
    observers.add(this);
  }
}

const later = (callback: () => void, ms?: number) => window.setTimeout(safe(callback), ms);
const nextFrame = (callback: FrameRequestCallback) => window.requestAnimationFrame(safe(callback));
const soon = (callback: () => void) => window.queueMicrotask(safe(callback));
const whenIdle = (callback: () => void, how?: IdleRequestOptions) =>
  'requestIdleCallback' in window ? window.requestIdleCallback(safe(callback), how) : later(callback);

export {
  later as setTimeout,
  nextFrame as requestAnimationFrame,
  Observer as PerformanceObserver,
  seen as document,
  soon as queueMicrotask,
  whenIdle as requestIdleCallback,
};

/** The page goes: the library settles now what it would settle in a moment. */
export const settleVitals = (): void => {
  isLeaving = true;
  const event = { type: 'visibilitychange', timeStamp: performance.now(), isTrusted: true } as Event;
  for (const listener of [...hiding]) safe(listener)(event);
  isLeaving = false;
};

/** For good: in one page load the library begins only once. */
export const endVitals = (): void => {
  life.abort();
  hiding.clear();
  for (const observer of observers) observer.disconnect();
};
