/** The one door to the contract: its types, and its plain numbers. */
export type {
  ActivitySplit,
  AuthOverview,
  ErasureJob,
  ErrorAnswer,
  ErrorCode,
  LiveAnswer,
  OverviewAnswer,
  PeopleAnswer,
  PersonAnswer,
  PersonRow,
  PersonSession,
  RecentAnswer,
  RecentEvent,
  SessionAnswer,
  TopRow,
} from '../../ingest/src/contract/index.ts';
export { MAX_RECENT_EVENTS } from '../../ingest/src/contract/limits.ts';
