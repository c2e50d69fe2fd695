/** The one door to the contract: its types, and its plain numbers. */
export type {
  AuthState,
  CountAnswer,
  ErrorAnswer,
  ErrorCode,
  RecentAnswer,
  RecentEvent,
  SessionAnswer,
} from '../../ingest/src/contract/index.ts';
export { MAX_RECENT_EVENTS } from '../../ingest/src/contract/limits.ts';
