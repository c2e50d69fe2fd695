import type { TroddenEvent } from '../wire.ts';

/** One click on trial: what is known of how the page answered it. */
export interface Trial {
  event: TroddenEvent;
  url: string;
  atMs: number;
  x: number;
  y: number;
  /** Whether it is called dead if nothing happens. */
  mayBeDead: boolean;
  /** Its link takes it away, unless the page prevents that. */
  leaves: () => boolean;
  /** Is a change of the page an answer, near enough that a repeat is meant? */
  answers: (change: MutationRecord) => boolean;
  /** From what was hit up to its window. */
  path: EventTarget[];
  /** Something happened, an answer among it, or an uncaught error. */
  reacted?: boolean;
  answered?: boolean;
  failed?: boolean;
}
