import { type Signal, signal } from '@preact/signals';
import type { StageOrder } from '../player/protocol.ts';
import type { RecordedEvent } from '../wire.ts';

export interface Track {
  tabId: string;
  /** When something happened in this tab, ascending. */
  times: number[];
  /** Of the recorded window, in CSS pixels; 0 until the stage knows. */
  width: Signal<number>;
  add(events: readonly RecordedEvent[]): void;
  /** A font of its pages. */
  font(url: string, bytes: ArrayBuffer): void;
  /** Whatever was there is of another stretch of time. */
  clear(): void;
  order(order: StageOrder): void;
  /** The stage has loaded, or loaded again. */
  attach(stage: Window): void;
}

/** The last entry that is not later, or -1. */
export function lastUntil(times: readonly number[], at: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** One tab of a replay and the stage that shows it. Events may come before the stage is there. */
export function createTrack(tabId: string): Track {
  let stage: Window | undefined;
  let events: RecordedEvent[] = [];
  let position: StageOrder | undefined;
  const fonts: StageOrder[] = [];
  const post = (order: StageOrder) => stage?.postMessage(order, location.origin);
  return {
    tabId,
    times: [],
    width: signal(0),
    add(more) {
      events.push(...more);
      this.times.push(...more.map(({ timestamp }) => timestamp));
      this.times.sort((one, other) => one - other);
      post({ kind: 'add', events: more });
      // What arrives late may belong before the moment that is shown.
      if (position?.kind === 'pause') post(position);
    },
    font(url, bytes) {
      const order = { kind: 'font', url, bytes } as const;
      fonts.push(order);
      post(order);
    },
    clear() {
      events = [];
      this.times.length = 0;
      post({ kind: 'load', events: [] });
    },
    order(order) {
      position = order;
      post(order);
    },
    attach(window) {
      stage = window;
      for (const font of fonts) post(font);
      post({ kind: 'load', events });
      if (position) post(position);
    },
  };
}
