import type { Users } from './caller.ts';

/** First line on the child's stdin. Secrets go neither into its arguments nor its environment. */
export type ChildOrders = {
  /** chDB's own directory. */
  directory: string;
  /** Where large request bodies wait for the engine; emptied at the start. */
  spillDirectory: string;
  port: number;
  users: Users;
  memoryBytes: number;
  markCacheBytes: number;
  lockWaitMs: number;
};

/** The line that asks for an orderly shutdown. The end of stdin means that the parent is gone. */
export const STOP = 'stop';

/** The child's one line on file descriptor 3. */
export type ChildReport =
  | { state: 'ready'; port: number }
  | { state: 'failed'; reason: 'native' | 'open' | 'port'; message: string };

export const REPORT_FD = 3;
