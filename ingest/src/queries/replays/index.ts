export type { ChunkHead } from './chunk-heads.ts';
export { readChunkHeads } from './chunk-heads.ts';
export type { ReplayFilter } from './filter.ts';
export { parseReplayFilter, REPLAY_FILTER_FIELDS } from './filter.ts';
export type { ReplayPosition, ReplaysQuestion } from './list-replays.ts';
export { findReplay, listReplays } from './list-replays.ts';
export { readChunks } from './read-chunks.ts';
export { replayDetail } from './replay-detail.ts';
export { replaySize } from './replay-size.ts';
