import { ask, post } from '../api.ts';
import type { ReplayAnswer, ReplayChunksAnswer, ReplaysAnswer, ShareAnswer, SharedReplayAnswer } from '../wire.ts';

export const readReplays = (query: URLSearchParams) => ask<ReplaysAnswer>(`/api/replays?${query}`);

/** Where one replay is read from: by its id, or by the code of a link that was shared. */
export interface ReplaySource {
  read(): Promise<ReplayAnswer | SharedReplayAnswer>;
  chunks(fromMs: number | null): Promise<ReplayChunksAnswer>;
}

const from = (fromMs: number | null) => (fromMs === null ? '' : `?from_ms=${fromMs}`);

export const ownReplay = (id: string): ReplaySource => ({
  read: () => ask<ReplayAnswer>(`/api/replays/${encodeURIComponent(id)}`),
  chunks: (fromMs) => ask<ReplayChunksAnswer>(`/api/replays/${encodeURIComponent(id)}/chunks${from(fromMs)}`),
});

export const sharedReplay = (code: string): ReplaySource => ({
  read: () => ask<SharedReplayAnswer>(`/share/${encodeURIComponent(code)}/replay`),
  chunks: (fromMs) => ask<ReplayChunksAnswer>(`/share/${encodeURIComponent(code)}/chunks${from(fromMs)}`),
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
