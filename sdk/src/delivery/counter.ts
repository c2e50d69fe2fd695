import type { Guard, Shelf } from '../util/index.ts';
import type { Gasp } from './gasp.ts';
import type { Parcel } from './parcel.ts';
import type { Tally } from './tally.ts';
import type { Answer, Post } from './transport.ts';

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
  /** Whether this answer acknowledges the batch, which is done with then. */
  settle(parcel: Parcel, answer: Answer): boolean;
  /** The project is gone: nothing is kept or made any more. */
  end(): void;
  /** Asks for `work` after a while. */
  wake(delayMs: number): void;
}

/** Who carries the batches. */
export interface Courier {
  /** Sends what it may; resolves when nothing more can be done now. */
  run(): unknown;
  /** The same, and looks after what other pages left. */
  work(): unknown;
  /** Another batch waits. */
  added(): void;
  /** The page may be gone after this task. */
  last(): void;
  /** The server does not serve this page: everything stays stored. */
  paused(): boolean;
  stop(): void;
}

export type StartCourier = (counter: Counter) => Courier;
