import type { Users } from './caller.ts';

/**
 * The socket between parent and child, in both directions. Not stdin: the engine reads whatever it finds there as rows of
 * the insert that happens to run, and the order is lost.
 */
export const CHANNEL_FD = 3;

/** The first line to the child. Secrets go neither into its arguments nor its environment. */
export type ChildOrders = {
  /** chDB's own directory. */
  directory: string;
  /** Where large request bodies wait for the engine; emptied at the start. */
  spillDirectory: string;
  /** Where the child says which process it is. */
  pidFile: string;
  port: number;
  users: Users;
  memoryBytes: number;
  markCacheBytes: number;
  lockWaitMs: number;
};

/** The line that asks for an orderly shutdown. The end of the channel means that the parent is gone. */
export const STOP = 'stop';

/** The child's one line. */
export type ChildReport =
  | { state: 'ready'; port: number }
  | { state: 'failed'; reason: 'native' | 'open' | 'port'; message: string };
