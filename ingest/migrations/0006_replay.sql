-- Recordings. One row is one chunk of one page load; `events` is the chunk's JSON as the recorder made it, after scrubbing.
-- Sorted by session, so that the chunks of one replay lie together: one replay is one range, and neighbours compress each other.
-- Small granules, because a row weighs as much as a thousand events.
-- @cluster shard cityHash64(project, session_id)
CREATE TABLE IF NOT EXISTS replay_chunks (
  project LowCardinality(String),
  session_id String CODEC(ZSTD(1)),
  session_replay_segment_id String CODEC(ZSTD(1)),
  tab_id String CODEC(ZSTD(1)),
  chunk_seq UInt32 CODEC(ZSTD(1)),
  chunk_id UUID CODEC(ZSTD(1)),
  block_id UInt64 CODEC(Delta(8), ZSTD(1)),
  received_at DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
  -- already added to the two times; the recording's own timestamps are the client's
  skew_ms Int64 CODEC(ZSTD(1)),
  first_event_at DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
  last_event_at DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),

  visitor_id String CODEC(ZSTD(1)),
  auth_state Enum8('anonymous' = 1, 'signed-in' = 2, 'signed-out' = 3),
  user_id String CODEC(ZSTD(1)),
  team_id String CODEC(ZSTD(1)),
  is_anonymous Bool,
  release LowCardinality(String),
  country LowCardinality(String),
  browser LowCardinality(String),
  browser_version LowCardinality(String),
  os LowCardinality(String),
  os_version LowCardinality(String),
  device LowCardinality(String),
  bot LowCardinality(String),

  event_count UInt32 CODEC(ZSTD(1)),
  -- client times of the full snapshots in it: where playing can begin
  snapshots_at Array(Int64) CODEC(ZSTD(1)),
  -- values that no recorder should have sent, taken out before anything was written
  scrubbed UInt32 CODEC(ZSTD(1)),
  -- client times, kinds and labels of what belongs on the timeline
  mark_at Array(Int64) CODEC(ZSTD(1)),
  mark_kind Array(LowCardinality(String)) CODEC(ZSTD(1)),
  mark_label Array(String) CODEC(ZSTD(1)),
  events_bytes UInt32 CODEC(ZSTD(1)),
  events String CODEC(ZSTD(3)),

  INDEX block_id_range block_id TYPE minmax GRANULARITY 1
) ENGINE = MergeTree
PARTITION BY toYYYYMM(first_event_at)
ORDER BY (project, session_id, session_replay_segment_id, chunk_seq)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 256, index_granularity_bytes = 4194304;

-- One row per recorded session, made again from its chunks whenever some arrive; the row that has seen the most chunks counts.
-- Small enough that a list with any filters is one scan. A tombstone keeps a deleted replay from coming back with its late chunks.
-- @cluster shard cityHash64(project, session_id)
CREATE TABLE IF NOT EXISTS replays (
  project LowCardinality(String),
  session_id String CODEC(ZSTD(1)),
  visitor_id String CODEC(ZSTD(1)),
  user_id String CODEC(ZSTD(1)),
  team_id String CODEC(ZSTD(1)),
  user_ids Array(String) CODEC(ZSTD(1)),
  team_ids Array(String) CODEC(ZSTD(1)),
  auth_state Enum8('anonymous' = 1, 'signed-in' = 2, 'signed-out' = 3),
  is_anonymous Bool,
  started_at DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
  ended_at DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
  received_at DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
  click_count UInt32 CODEC(ZSTD(1)),
  error_count UInt32 CODEC(ZSTD(1)),
  dead_count UInt32 CODEC(ZSTD(1)),
  rage_count UInt32 CODEC(ZSTD(1)),
  page_count UInt32 CODEC(ZSTD(1)),
  tab_count UInt32 CODEC(ZSTD(1)),
  paths Array(String) CODEC(ZSTD(1)),
  event_names Array(LowCardinality(String)) CODEC(ZSTD(1)),
  notes Array(LowCardinality(String)) CODEC(ZSTD(1)),
  country LowCardinality(String),
  device LowCardinality(String),
  browser LowCardinality(String),
  os LowCardinality(String),
  release LowCardinality(String),
  snapshot_count UInt32 CODEC(ZSTD(1)),
  chunk_count UInt32 CODEC(ZSTD(1)),
  bytes UInt64 CODEC(ZSTD(1)),
  is_deleted Bool,
  version UInt64 CODEC(ZSTD(1))
) ENGINE = ReplacingMergeTree(version)
ORDER BY (project, session_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 1024;

-- Public links to one replay. Only the hash of a link's code is kept; the newest version of a row is the link.
-- @cluster everywhere
CREATE TABLE IF NOT EXISTS replay_shares (
  project LowCardinality(String),
  share_id UUID,
  code_hash String,
  session_id String,
  starts_at_ms Nullable(Int64),
  expires_at DateTime64(3, 'UTC'),
  is_revoked Bool,
  version UInt64
) ENGINE = ReplacingMergeTree(version)
ORDER BY (code_hash)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
