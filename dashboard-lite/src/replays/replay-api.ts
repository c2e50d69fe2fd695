import { ask, post } from '../api.ts';
import { here } from '../state.ts';
import type { ReplayAnswer, ReplayChunksAnswer, ReplaysAnswer, ShareAnswer, SharedReplayAnswer } from '../wire.ts';

export const readReplays = (query: URLSearchParams) => ask<ReplaysAnswer>(`/api/replays?${query}`);

/** Where one replay is read from: by its id, or by the code of a link that was shared. */
export interface ReplaySource {
  read(): Promise<ReplayAnswer | SharedReplayAnswer>;
  chunks(fromMs: number | null): Promise<ReplayChunksAnswer>;
  asset: ReadAsset;
}

/** The bytes that recordings name by this hash; undefined when they are kept no longer. */
export type ReadAsset = (hash: string) => Promise<ArrayBuffer | undefined>;

const readFrom =
  (folder: string): ReadAsset =>
  async (hash) => {
    // What it holds never changes, so the browser's cache may answer.
    const response = await fetch(here(`${folder}/${hash}`), { credentials: 'same-origin' }).catch(() => null);
    return response?.ok ? response.arrayBuffer() : undefined;
  };

export const ownAsset = readFrom('/api/replay-assets');

const from = (fromMs: number | null) => (fromMs === null ? '' : `?from_ms=${fromMs}`);

export const ownReplay = (id: string): ReplaySource => ({
  read: () => ask<ReplayAnswer>(`/api/replays/${encodeURIComponent(id)}`),
  chunks: (fromMs) => ask<ReplayChunksAnswer>(`/api/replays/${encodeURIComponent(id)}/chunks${from(fromMs)}`),
  asset: ownAsset,
});

export const sharedReplay = (code: string): ReplaySource => ({
  read: () => ask<SharedReplayAnswer>(`/share/${encodeURIComponent(code)}/replay`),
  chunks: (fromMs) => ask<ReplayChunksAnswer>(`/share/${encodeURIComponent(code)}/chunks${from(fromMs)}`),
  asset: readFrom(`/share/${encodeURIComponent(code)}/assets`),
});

export const share = (id: string, startsAtMs: number, expiresInS: number) =>
  ask<ShareAnswer>(
    `/api/replays/${encodeURIComponent(id)}/share`,
    post({ starts_at_ms: startsAtMs, expires_in_s: expiresInS }),
  );

export const removeReplay = (id: string) =>
  ask<unknown>(`/api/replays/${encodeURIComponent(id)}`, { method: 'DELETE' });

export const unshare = (shareId: string) =>
  ask<unknown>(`/api/shares/${encodeURIComponent(shareId)}`, { method: 'DELETE' });
