import type { ReplayChunksAnswer, StoredChunk } from '../wire.ts';

/** A session that still goes on is asked for more. */
const FOLLOW_EVERY_MS = 2_000;

export interface Stretch {
  fromMs: number | null;
  /** Up to where everything is here. */
  untilMs: number;
  isWhole: boolean;
}

export interface LoaderOptions {
  read: (fromMs: number | null) => Promise<ReplayChunksAnswer>;
  isLive: () => boolean;
  onChunks: (chunks: readonly StoredChunk[], stretch: Stretch) => void;
  onError: (error: unknown) => void;
}

/** Reads chunk after chunk from one moment on, in the background; another moment ends that and begins anew. */
export function createLoader({ read, isLive, onChunks, onError }: LoaderOptions) {
  let turn = 0;
  let stretch: Stretch = { fromMs: null, untilMs: 0, isWhole: false };

  const soon = () => new Promise((resolve) => setTimeout(resolve, FOLLOW_EVERY_MS));
  /** Who follows a live session is told what is wrong, and goes on with it. */
  async function tried(fromMs: number | null): Promise<ReplayChunksAnswer | undefined> {
    try {
      return await read(fromMs);
    } catch (error) {
      if (!isLive()) throw error;
      onError(error);
      await soon();
      return undefined;
    }
  }

  async function run(fromMs: number | null): Promise<void> {
    const mine = ++turn;
    stretch = { fromMs, untilMs: fromMs ?? 0, isWhole: false };
    const seen = new Set<string>();
    let next = fromMs;
    while (mine === turn) {
      const answer = await tried(next);
      if (mine !== turn) return;
      if (!answer) continue;
      const { chunks, next_from_ms } = answer;
      const news = chunks.filter(({ chunk_id }) => !seen.has(chunk_id));
      for (const { chunk_id } of news) seen.add(chunk_id);
      const lastMs = Math.max(stretch.untilMs, ...news.map(({ last_event_at_ms }) => last_event_at_ms));
      stretch = { fromMs, untilMs: lastMs, isWhole: next_from_ms === null };
      onChunks(news, stretch);
      if (next_from_ms !== null) next = next_from_ms;
      else if (isLive()) await soon();
      else return;
    }
  }

  return {
    start: (fromMs: number | null) => void run(fromMs).catch(onError),
    holds: (at: number) => (stretch.fromMs ?? 0) <= at && (stretch.isWhole || at < stretch.untilMs),
    stop() {
      turn += 1;
    },
  };
}
