import type { ReplayAnswer, ReplayGap, ReplayItem, ReplayTab } from '../../contract/index.ts';
import type { ChunkHead } from './chunk-heads.ts';

/** What the heads of its chunks say about a replay. They come in the order of their beginnings. */
export function replayDetail(item: ReplayItem, heads: readonly ChunkHead[]): ReplayAnswer {
  const marks = heads.flatMap(({ marks, segment }) =>
    marks.map(({ at, kind, label }) => ({ at_ms: at, kind, session_replay_segment_id: segment, label })),
  );
  return {
    ...item,
    tabs: tabsOf(heads),
    marks: marks.sort((a, b) => a.at_ms - b.at_ms),
    gaps: gapsOf(heads),
    snapshots: heads
      .flatMap(({ snapshots, segment, firstMs }) =>
        snapshots.map((at) => ({ at_ms: at, session_replay_segment_id: segment, chunk_from_ms: firstMs })),
      )
      .sort((a, b) => a.at_ms - b.at_ms),
    scrubbed: heads.reduce((sum, { scrubbed }) => sum + scrubbed, 0),
  };
}

function tabsOf(heads: readonly ChunkHead[]): ReplayTab[] {
  const tabs = new Map<string, ReplayTab>();
  for (const { tab, segment, firstMs, lastMs } of heads) {
    const known = tabs.get(tab);
    if (known === undefined) {
      tabs.set(tab, { tab_id: tab, segments: [segment], first_at_ms: firstMs, last_at_ms: lastMs });
      continue;
    }
    if (!known.segments.includes(segment)) known.segments.push(segment);
    known.last_at_ms = Math.max(known.last_at_ms, lastMs);
  }
  return [...tabs.values()];
}

/** Numbers missing between a segment's first chunk (0) and its last one that came. */
function gapsOf(heads: readonly ChunkHead[]): ReplayGap[] {
  const before = new Map<string, ChunkHead>();
  const gaps: ReplayGap[] = [];
  for (const head of [...heads].sort((a, b) => a.seq - b.seq)) {
    const { segment, seq, firstMs } = head;
    const last = before.get(segment);
    const expected = last === undefined ? 0 : last.seq + 1;
    before.set(segment, head);
    if (seq <= expected) continue;
    const from_ms = last?.lastMs ?? firstMs;
    gaps.push({ session_replay_segment_id: segment, from_seq: expected, to_seq: seq - 1, from_ms, to_ms: firstMs });
  }
  return gaps.sort((a, b) => a.from_ms - b.from_ms);
}
