import type { Outcome, World } from './world.ts';

/** One way for a page to end, or one trouble to live with. */
export interface Line {
  name: string;
  /** Nothing may be lost; else the figure is published as it is. */
  safe: boolean;
  /** Stock Firefox's driver cannot do this. */
  chromiumOnly?: boolean;
  /** Plays it that often, and answers what became of the events. */
  play(world: World, rounds: number): Promise<Outcome>;
}
