/** The one door to the contract: types, plain numbers and the name of an element in sums. Never a schema, never zod. */
export { anchorKey } from '../../ingest/src/contract/anchor-key.ts';
export type {
  Anchor,
  BatchAuth,
  ClickData,
  ClickmapAnswer,
  ClickmapCompareAnswer,
  ClickmapComparedElement,
  ClickmapElement,
  ClickmapTokenAnswer,
  EntryType,
  EventBatch,
  FlatData,
  MarkKind,
  PageViewData,
  SdkConfig,
  TroddenEvent,
  Utm,
} from '../../ingest/src/contract/index.ts';
export * from '../../ingest/src/contract/limits.ts';
