import { SAME_CLOCK_MS, type StoreClient } from '../../store/index.ts';
import { readRows } from '../read-rows.ts';

/** A chunk without its events; every time is by the server's clock. */
export interface ChunkHead {
  chunkId: string;
  segment: string;
  tab: string;
  seq: number;
  firstMs: number;
  lastMs: number;
  /** To add to the times in its events. */
  shiftMs: number;
  snapshots: number[];
  marks: { at: number; kind: string; label: string }[];
  scrubbed: number;
  bytes: number;
}

interface HeadRow {
  id: string;
  session_replay_segment_id: string;
  tab_id: string;
  chunk_seq: number;
  first_ms: string;
  last_ms: string;
  skew_ms: string;
  snapshots_at: string[];
  mark_at: string[];
  mark_kind: string[];
  mark_label: string[];
  scrubbed: number;
  events_bytes: number;
}

/** All chunks of a replay in the order of their beginnings: the narrow columns only, which is a few milliseconds for an hour. */
export async function readChunkHeads(client: StoreClient, project: string, id: string): Promise<ChunkHead[]> {
  const rows = await readRows<HeadRow>(client, {
    sql: `SELECT toString(chunk_id) AS id, session_replay_segment_id, tab_id, chunk_seq,
                 toUnixTimestamp64Milli(first_event_at) - skew_ms AS first_ms, toUnixTimestamp64Milli(last_event_at) - skew_ms AS last_ms,
                 skew_ms, snapshots_at, mark_at, mark_kind, mark_label, scrubbed, events_bytes
          FROM replay_chunks WHERE project = {project:String} AND session_id = {id:String}`,
    params: { project, id },
  });
  const shifts = shiftsOf(rows);
  return rows
    .map((row) => headFrom(row, shifts.get(row) ?? 0))
    .sort((a, b) => a.firstMs - b.firstMs || (a.segment < b.segment ? -1 : a.segment > b.segment ? 1 : a.seq - b.seq));
}

/** One clock for each page load: the smallest skew is the clock's difference plus the quickest way through the network. */
function shiftsOf(rows: readonly HeadRow[]): Map<HeadRow, number> {
  const least = new Map<string, number>();
  const most = new Map<string, number>();
  for (const { session_replay_segment_id: segment, skew_ms } of rows) {
    const skew = Number(skew_ms);
    least.set(segment, Math.min(skew, least.get(segment) ?? skew));
    most.set(segment, Math.max(skew, most.get(segment) ?? skew));
  }
  return new Map(
    rows.map((row) => {
      const low = least.get(row.session_replay_segment_id) ?? 0;
      const high = most.get(row.session_replay_segment_id) ?? 0;
      return [row, high - low <= SAME_CLOCK_MS ? low : Number(row.skew_ms)];
    }),
  );
}

function headFrom(row: HeadRow, shiftMs: number): ChunkHead {
  return {
    chunkId: row.id,
    segment: row.session_replay_segment_id,
    tab: row.tab_id,
    seq: row.chunk_seq,
    firstMs: Number(row.first_ms) + shiftMs,
    lastMs: Number(row.last_ms) + shiftMs,
    shiftMs,
    snapshots: row.snapshots_at.map((at) => Number(at) + shiftMs),
    marks: row.mark_at.map((at, index) => ({
      at: Number(at) + shiftMs,
      kind: row.mark_kind[index] ?? '',
      label: row.mark_label[index] ?? '',
    })),
    scrubbed: row.scrubbed,
    bytes: row.events_bytes,
  };
}
