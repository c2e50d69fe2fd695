export type { AssetKind } from './assets.ts';
export { assetFault, expireAssets, keepAsset, readAsset, touchAsset } from './assets.ts';
export { cleanUpReplays } from './clean-up-replays.ts';
export { deleteReplay } from './delete-replay.ts';
export { expireReplays } from './expire-replays.ts';
export type { Share } from './shares.ts';
export { createShare, findShare, revokeShare } from './shares.ts';
