export { deleteReplay } from './delete-replay.ts';
export { expireReplays, startReplayRetention } from './retention.ts';
export type { Share } from './shares.ts';
export { createShare, findShare, revokeShare } from './shares.ts';
