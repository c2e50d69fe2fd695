/**
 * What web-vitals takes for globals: the build puts an import of this file before its modules. The library has no end of
 * its own, and everything of ours must have one; and it settles its values when the page is hidden, which browsers tell
 * only after `pagehide`, when the last batch is on its way.
 */

import type { Guard } from '../util/index.ts';

/** So long are frequent entries gathered. All are still told before the page goes, and while their batch is open. */
const GATHER_MS = 250;
const FREQUENT = /^(event|layout-shift)$/;

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

/** For what is called once: nobody asks for the same one again. */
const brief = <C extends Callback>(callback: C): C => (guard?.('vitals', callback) as C | undefined) ?? callback;

const safe = <C extends Callback>(callback: C): C => {
  const known = wrapped.get(callback) ?? brief<Callback>(callback);
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

const later = (callback: () => void, ms?: number) => window.setTimeout(brief(callback), ms);
const nextFrame = (callback: FrameRequestCallback) => window.requestAnimationFrame(brief(callback));
const soon = (callback: () => void) => window.queueMicrotask(brief(callback));
const whenIdle = (callback: () => void, how?: IdleRequestOptions) =>
  'requestIdleCallback' in window ? window.requestIdleCallback(brief(callback), how) : later(callback);

/** Interactions and shifts of a busy page come with every frame, and each batch of them costs the library half a millisecond. */
class Observer extends window.PerformanceObserver {
  #lists: PerformanceObserverEntryList[] = [];
  #isPatient = false;

  constructor(callback: PerformanceObserverCallback) {
    const tell = brief(() => {
      const entries = this.#taken();
      if (entries[0]) callback({ getEntries: () => entries } as PerformanceObserverEntryList, this);
    });
    super((list) => {
      if (!this.#lists.length) this.#isPatient ? window.setTimeout(tell, GATHER_MS) : window.queueMicrotask(tell);
      this.#lists.push(list);
    });
    observers.add(this);
  }

  #taken(): PerformanceEntry[] {
    return this.#lists.splice(0).flatMap((list) => list.getEntries());
  }

  override observe(how?: PerformanceObserverInit): void {
    this.#isPatient ||= FREQUENT.test(`${how?.type}`);
    super.observe(how);
  }

  override takeRecords(): PerformanceEntry[] {
    return [...this.#taken(), ...super.takeRecords()];
  }
}

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
