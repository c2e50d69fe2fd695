import { signal } from '@preact/signals';
import type { ReplayAnswer, ReplayGap, SharedReplayAnswer, StoredChunk } from '../wire.ts';

export type ReplayDetail = ReplayAnswer | SharedReplayAnswer;

/** Without news the session is asked this often whether it still goes on. */
const LOOK_EVERY_MS = 15_000;

const isSame = (one: ReplayGap, other: ReplayGap): boolean =>
  one.session_replay_segment_id === other.session_replay_segment_id &&
  one.from_seq === other.from_seq &&
  one.to_seq === other.to_seq;

/** What is known of a replay besides its chunks: of a session that still goes on it grows with them, as do its tabs and gaps. */
export function createDetail(replay: ReplayDetail, read: () => Promise<ReplayDetail>) {
  const detail = signal(replay);
  const known = new Set<string>();
  let readAt = performance.now();

  return {
    detail,
    /**
     * To be asked with every answer while the session is live. Resolves when what the chunks belong to is known; true when something came
     * after all that was missing before, in a place that was read already.
     */
    async follow(chunks: readonly StoredChunk[]): Promise<boolean> {
      const isNew = chunks.some(({ chunk_id }) => !known.has(chunk_id));
      for (const { chunk_id } of chunks) known.add(chunk_id);
      if (!detail.value.is_live || !(isNew || performance.now() - readAt > LOOK_EVERY_MS)) return false;
      readAt = performance.now();
      const before = detail.value.gaps;
      detail.value = await read();
      return before.some((gap) => !detail.value.gaps.some((now) => isSame(gap, now)));
    },
  };
}
