import type { StoreClient } from '../../store/index.ts';
import type { Zone } from '../overview/index.ts';

export interface DeliveryQuestion {
  project: string;
  fromMs: number;
  toMs: number;
  zone: Zone;
  nowMs: number;
}

/** A question with its parameters worked out: what every file of this folder starts from. */
export interface DeliveryScope {
  client: StoreClient;
  params: Record<string, unknown>;
}

/** A segment lasts as long as its session, 24 h at most: what decides whether a batch is missing lies within this of it. */
export const SEGMENT_REACH_MS = 48 * 3_600_000;
/** Three times the longest pause between two tries of a client. A segment heard of since may still fill its gaps. */
export const SETTLED_AFTER_MS = 15 * 60_000;

export const IN_RANGE =
  'at >= fromUnixTimestamp64Milli({from_ms:Int64}) AND at < fromUnixTimestamp64Milli({to_ms:Int64})';

const near = (column: string) => `project = {project:String}
  AND ${column} >= fromUnixTimestamp64Milli({near_from_ms:Int64}) AND ${column} < fromUnixTimestamp64Milli({near_to_ms:Int64})`;

/**
 * What is known of each batch in reach: from its first row, from its trace when it left no row, or from the dead letters when the
 * store refused that row.
 */
export const ACCOUNTS = `
  SELECT session_replay_segment_id AS segment, batch_seq AS seq, event_at AS at, received_at AS received, batch_rejected AS rejected,
    batch_counts AS counts
  FROM events WHERE ${near('event_at')} AND batch_events > 0
  UNION ALL
  SELECT session_replay_segment_id, batch_seq, received_at, received_at, batch_rejected, batch_counts
  FROM batch_traces WHERE ${near('received_at')}
  UNION ALL
  SELECT JSONExtractString(row, 'session_replay_segment_id'), toUInt32(JSONExtractUInt(row, 'batch_seq')),
    fromUnixTimestamp64Milli(JSONExtractInt(row, 'event_at'), 'UTC') AS event_at, died_at,
    toUInt16(JSONExtractUInt(row, 'batch_rejected')), JSONExtractString(row, 'batch_counts')
  FROM dead_letter FINAL
  WHERE ${near('event_at')} AND target = 'events' AND NOT replayed AND JSONExtractUInt(row, 'batch_events') > 0`;

/**
 * Each batch number once (halves of a split batch share theirs), with how many are missing right before it. A clock may put batches
 * of a segment anywhere, their numbers may not.
 */
export const NUMBERED = `
  SELECT segment, seq, at, rejected, toInt64(seq) - lagInFrame(toInt64(seq), 1, toInt64(-1)) OVER whole_segment - 1 AS lost,
    max(received) OVER whole_segment < fromUnixTimestamp64Milli({settled_ms:Int64}) AS settled
  FROM (
    SELECT segment, seq, min(at) AS at, max(received) AS received, sum(rejected) AS rejected
    FROM (${ACCOUNTS}) AS accounts GROUP BY segment, seq
  ) AS batches
  WINDOW whole_segment AS (PARTITION BY segment ORDER BY seq ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)`;
