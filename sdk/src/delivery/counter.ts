import type { Guard, Shelf } from '../util/index.ts';
import type { Gasp } from './gasp.ts';
import type { Parcel } from './parcel.ts';
import type { Tally } from './tally.ts';
import type { Post } from './transport.ts';

/** Noted for good: the server said that this project is gone. */
export const GONE = 'gone';

/** What the core hands to a courier: everything it holds, and the few things both do. */
export interface Counter {
  /** Of everything this key stores in this browser. */
  name: string;
  shelf: Shelf;
  guard: Guard;
  tally: Tally;
  gasp: Gasp;
  /** Closed batches by id. */
  waiting: Map<string, Parcel>;
  /** The batch is done with. */
  forget(id: string): void;
  /** The batch that still takes in events. */
  open(): Parcel | undefined;
  post: Post;
  /** Forgets everything that waits or is stored, and answers how many events waited. */
  clear(): number;
  /** Nothing is kept or sent any more. */
  gone: boolean;
  /** Asks for `work` after a while. */
  wake(delayMs: number): void;
}

/** Who carries the batches. */
export interface Courier {
  /** Sends what it may, and with `look` what other pages left; resolves when nothing more can be done now. */
  run(look?: boolean): unknown;
  /** Another batch waits. */
  added(): void;
  /** The page may be gone after this task. */
  last(): void;
  /** Leaves the open batch open for so long. The page's end waits for nothing. */
  hold(ms: number): void;
  /** For how long it is left open, from now. */
  held(): number;
  /** The server does not serve this page: everything stays stored. */
  paused(): boolean;
  stop(): void;
}

export type StartCourier = (counter: Counter) => Courier;
