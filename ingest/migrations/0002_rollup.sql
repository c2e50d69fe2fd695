-- Derived tables: everything here can be rebuilt from `events`. The protocol is in ARCHITECTURE.md, "Folds".
-- They are the same on every node of a cluster: a fold proves itself by what stands in the very part that carries its numbers,
-- and rows spread over shards would have no such part.

-- The plan: which confirmed blocks are added together. The row with `done` says that every table has them; its number is the
-- version of all answers.
-- @cluster everywhere
CREATE TABLE IF NOT EXISTS folds (
  fold UInt32,
  block_ids Array(UInt64) CODEC(Delta(8), ZSTD(1)),
  rows UInt64,
  done UInt8,
  at DateTime64(3, 'UTC') DEFAULT now64(3)
) ENGINE = ReplacingMergeTree(done)
ORDER BY fold
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- Who leads the rollup. Rows are claims and signs of life of one term; see `rollup/lease.ts`.
-- @cluster everywhere
CREATE TABLE IF NOT EXISTS rollup_terms (
  term UInt32,
  holder String,
  kind Enum8('claim' = 1, 'alive' = 2, 'released' = 3),
  beat UInt64,
  at DateTime64(3, 'UTC') DEFAULT now64(3)
) ENGINE = ReplacingMergeTree(beat)
ORDER BY (term, holder, kind)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- Small dense numbers for people and teams, so that sets of them are bitmaps. Given by the fold, never by ingest.
-- Found by a 128-bit hash: comparing texts cost three times as much.
-- @cluster everywhere
CREATE TABLE IF NOT EXISTS ids (
  project LowCardinality(String),
  kind Enum8('visitor' = 1, 'user' = 2, 'team' = 3),
  hash UInt128 CODEC(NONE),
  key String CODEC(ZSTD(1)),
  id UInt32 CODEC(ZSTD(1))
) ENGINE = ReplacingMergeTree
ORDER BY (project, kind, hash)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- One narrow row per event, sorted by session: any combination of filters is a scan of these few columns, and questions about
-- sessions are answered group by group in constant memory. `opened` is the hour in the session's id (UUID v7; 1970 for other
-- forms): rows of a session lie together, near the rows of its time. `fold` is the proof that a fold reached this month.
-- @cluster everywhere
CREATE TABLE IF NOT EXISTS visits (
  project LowCardinality(String),
  opened DateTime('UTC') CODEC(Delta(4), ZSTD(1)),
  visitor UInt32 CODEC(Delta(4), ZSTD(1)),
  session UInt64 CODEC(ZSTD(1)),
  at DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
  fold UInt32 CODEC(ZSTD(1)),
  event LowCardinality(String),
  path LowCardinality(String),
  user UInt32 CODEC(ZSTD(1)),
  team UInt32 CODEC(ZSTD(1)),
  is_anonymous Bool CODEC(ZSTD(1)),
  auth_state Enum8('anonymous' = 1, 'signed-in' = 2, 'signed-out' = 3) CODEC(ZSTD(1)),
  auth_to LowCardinality(String),
  country LowCardinality(String),
  region LowCardinality(String),
  referrer LowCardinality(String),
  browser LowCardinality(String),
  os LowCardinality(String),
  device LowCardinality(String),
  release LowCardinality(String),
  utm_source LowCardinality(String),
  utm_medium LowCardinality(String),
  utm_campaign LowCardinality(String),
  utm_term LowCardinality(String),
  utm_content LowCardinality(String),
  lcp Float64 CODEC(ZSTD(1)),
  inp Float64 CODEC(ZSTD(1)),
  cls Float64 CODEC(ZSTD(1)),
  INDEX at_range at TYPE minmax GRANULARITY 1,
  INDEX fold_range fold TYPE minmax GRANULARITY 1
) ENGINE = MergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (project, opened, visitor, session, at)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- Who was there, as exact bitmaps over dense ids, per hour, day and month (UTC). A month's rows and the marker of their fold
-- (`dim` '#folds') lie in one part. Rows are fat, so small granules keep a range read from dragging its neighbours along.
-- @cluster everywhere
CREATE TABLE IF NOT EXISTS sets (
  project LowCardinality(String),
  metric LowCardinality(String),
  dim LowCardinality(String),
  grain Enum8('hour' = 1, 'day' = 2, 'month' = 3),
  t DateTime('UTC'),
  value LowCardinality(String),
  is_anonymous Bool,
  n SimpleAggregateFunction(sum, UInt64),
  ids AggregateFunction(groupBitmap, UInt32)
) ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(t)
ORDER BY (project, metric, dim, grain, t, value, is_anonymous)
SETTINGS index_granularity = 128, fsync_after_insert = 1, fsync_part_directory = 1;

-- Sums over whole sessions by the hours of their first and last event. When a session grows, its old shape is taken away and its
-- new one added, so a plain sum is right with parts merged or not. Marker rows have the kind 'fold'.
-- @cluster everywhere
CREATE TABLE IF NOT EXISTS session_sums (
  project LowCardinality(String),
  kind Enum8('fold' = 1, 'all' = 2, 'entry' = 3, 'exit' = 4),
  first DateTime('UTC'),
  last DateTime('UTC'),
  value LowCardinality(String),
  sessions SimpleAggregateFunction(sum, Int64),
  bounces SimpleAggregateFunction(sum, Int64),
  duration_ms SimpleAggregateFunction(sum, Int64),
  folds AggregateFunction(groupBitmap, UInt32)
) ENGINE = AggregatingMergeTree
ORDER BY (project, kind, first, last, value)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
