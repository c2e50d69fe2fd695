/** The one door to the contract: types, and the plain numbers both sides agree on. Never a schema, never zod. */
export type {
  Anchor,
  BatchAuth,
  ClickData,
  EntryType,
  EventBatch,
  FlatData,
  PageViewData,
  TroddenEvent,
  Utm,
} from '../../ingest/src/contract/index.ts';
export * from '../../ingest/src/contract/limits.ts';
