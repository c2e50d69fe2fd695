export type { Anchor } from './anchor.ts';
export { anchorSchema } from './anchor.ts';
export { anchorKey } from './anchor-key.ts';
export type { AuthState, BatchAuth } from './auth.ts';
export { authStateSchema, batchAuthSchema } from './auth.ts';
export type { BatchEnvelope, BatchPage, EventAck, EventBatch, RejectedEvent, UnjudgedBatch } from './batch.ts';
export { batchPageSchema, batchSchema } from './batch.ts';
export type { ClickData } from './click.ts';
export { clickDataSchema } from './click.ts';
export type {
  ClickmapAnswer,
  ClickmapBox,
  ClickmapCell,
  ClickmapChange,
  ClickmapCompareAnswer,
  ClickmapComparedElement,
  ClickmapElement,
  ClickmapHoursAnswer,
  ClickmapKind,
  ClickmapLeader,
  ClickmapPage,
  ClickmapPagesAnswer,
  ClickmapPreviewAnswer,
  ClickmapReplay,
  ClickmapSide,
  ClickmapSnapshot,
  ClickmapTotals,
  ClickmapWireframe,
} from './clickmap.ts';
export { CLICKMAP_FILTERS, CLICKMAP_KINDS } from './clickmap.ts';
export type {
  ClickmapExchangeRequest,
  ClickmapLinkAnswer,
  ClickmapLinkRequest,
  ClickmapRevokeAnswer,
  ClickmapTokenAnswer,
} from './clickmap-token.ts';
export { clickmapExchangeSchema, clickmapLinkSchema } from './clickmap-token.ts';
export type { BatchCounts } from './counts.ts';
export { batchCountsSchema } from './counts.ts';
export type { ClientWords, DeliveryAnswer, DeliveryDay, DeliveryGap } from './delivery.ts';
export type { ErrorAnswer, ErrorCode, EventErrorCode } from './error.ts';
export { ERROR_CODES, EVENT_ERROR_CODES } from './error.ts';
export type { ClickEvent, FlatData, FlatEvent, FlatEventHead, PageViewEvent, TroddenEvent } from './event.ts';
export { clickEventSchema, flatEventSchema, pageViewEventSchema } from './event.ts';
export type {
  ActivitySplit,
  AuthOverview,
  DailyRelease,
  DayPoint,
  HourPoint,
  LiveAnswer,
  OverviewAnswer,
  OverviewRange,
  PageGroupsAnswer,
  RegionRow,
  SessionPageRow,
  TopRow,
  WebVitalsRow,
} from './overview.ts';
export type { EntryType, PageViewData, Utm } from './page-view.ts';
export { pageViewDataSchema } from './page-view.ts';
export type { ErasureJob, ErasureProof, PeopleAnswer, PersonAnswer, PersonRow, PersonSession } from './people.ts';
export type { BotPolicy, LimitsAnswer, ProjectLimits, WordUse } from './project-limits.ts';
export type {
  HealthAnswer,
  NewKeysAnswer,
  ProjectChange,
  ProjectFacts,
  ProjectName,
  ProjectsAnswer,
  Retention,
  SdkConfig,
  ViewerLinkAnswer,
} from './projects.ts';
export { sdkConfigSchema } from './projects.ts';
export type { QueryAnswer, QueryColumn, QueryRequest, QuerySchemaAnswer } from './query.ts';
export type { CountAnswer, RecentAnswer, RecentEvent, Role, SessionAnswer } from './read.ts';
export type {
  MarkKind,
  RecordedEvent,
  ReplayAck,
  ReplayChunk,
  ReplayChunkEnvelope,
  ReplayMark,
  UnjudgedChunk,
} from './replay.ts';
export { MARK_KINDS, replayChunkSchema } from './replay.ts';
export type {
  ReplayAnswer,
  ReplayAssetAnswer,
  ReplayChunksAnswer,
  ReplayGap,
  ReplayItem,
  ReplaySizeAnswer,
  ReplaySnapshot,
  ReplaysAnswer,
  ReplayTab,
  ShareAnswer,
  SharedReplayAnswer,
  StoredChunk,
  TimelineMark,
} from './replay-read.ts';
export type { SequenceId, SyncedTeam, SyncedUser, SyncStatus } from './sync.ts';
export { idSchema, timeSchema, uuidSchema } from './text.ts';
