-- Events are the truth; everything else can be rebuilt from them.
-- One ingest table, partitioned by month only: 10,000 rows of 50 projects cost 46 ms this way, 333 ms with the project in the key.
-- `block_id` is how a row proves that it landed: see ARCHITECTURE.md, "Exactly-once effect".
-- @cluster shard cityHash64(project, visitor_id)
CREATE TABLE IF NOT EXISTS events (
  project LowCardinality(String),
  event_type LowCardinality(String),
  event_id UUID,
  event_at DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
  received_at DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
  skew_ms Int64 CODEC(ZSTD(1)),
  block_id UInt64 CODEC(Delta(8), ZSTD(1)),
  batch_id UUID CODEC(ZSTD(1)),
  batch_seq UInt32 CODEC(ZSTD(1)),

  visitor_id String CODEC(ZSTD(1)),
  session_id String CODEC(ZSTD(1)),
  tab_id String CODEC(ZSTD(1)),
  session_replay_segment_id String CODEC(ZSTD(1)),
  page_view_id String CODEC(ZSTD(1)),

  auth_state Enum8('anonymous' = 1, 'signed-in' = 2, 'signed-out' = 3),
  user_id String CODEC(ZSTD(1)),
  team_id String CODEC(ZSTD(1)),
  is_anonymous Bool,
  is_verified Bool,

  url String CODEC(ZSTD(1)),
  path String CODEC(ZSTD(1)),
  release LowCardinality(String),
  sdk_version LowCardinality(String),
  browser LowCardinality(String),
  browser_version LowCardinality(String),
  os LowCardinality(String),
  os_version LowCardinality(String),
  device LowCardinality(String),
  bot LowCardinality(String),
  country LowCardinality(String),
  region LowCardinality(String),

  referrer String CODEC(ZSTD(1)),
  title String CODEC(ZSTD(1)),
  entry_type LowCardinality(String),
  viewport_width Float64 CODEC(ZSTD(1)),
  viewport_height Float64 CODEC(ZSTD(1)),
  screen_width Float64 CODEC(ZSTD(1)),
  screen_height Float64 CODEC(ZSTD(1)),
  utm_source LowCardinality(String),
  utm_medium LowCardinality(String),
  utm_campaign LowCardinality(String),
  utm_term LowCardinality(String),
  utm_content LowCardinality(String),

  anchor String CODEC(ZSTD(3)),
  tag_name LowCardinality(String),
  text String CODEC(ZSTD(1)),
  href String CODEC(ZSTD(1)),
  x Float64 CODEC(ZSTD(1)),
  y Float64 CODEC(ZSTD(1)),
  page_x Float64 CODEC(ZSTD(1)),
  page_y Float64 CODEC(ZSTD(1)),
  element_x Float64 CODEC(ZSTD(1)),
  element_y Float64 CODEC(ZSTD(1)),
  element_width Float64 CODEC(ZSTD(1)),
  element_height Float64 CODEC(ZSTD(1)),
  page_width Float64 CODEC(ZSTD(1)),
  page_height Float64 CODEC(ZSTD(1)),
  input LowCardinality(String),
  dead LowCardinality(String),
  rage UInt16 CODEC(ZSTD(1)),

  props_string Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  props_number Map(LowCardinality(String), Float64) CODEC(ZSTD(1)),
  -- keys of props_number that were true or false, not 1 or 0
  props_boolean Array(LowCardinality(String)) CODEC(ZSTD(1)),

  INDEX block_id_range block_id TYPE minmax GRANULARITY 1,
  -- what happened lately was received lately: "the newest events" reads only the newest parts
  INDEX received_at_range received_at TYPE minmax GRANULARITY 1
) ENGINE = MergeTree
PARTITION BY toYYYYMM(event_at)
ORDER BY (project, event_type, toStartOfHour(event_at), visitor_id, event_at)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- Every confirmed block, written between its insert and its checkpoint; folds are planned from it.
-- @cluster everywhere
CREATE TABLE IF NOT EXISTS blocks (
  block_id UInt64,
  node LowCardinality(String),
  rows UInt32,
  min_at DateTime64(3, 'UTC'),
  max_at DateTime64(3, 'UTC')
) ENGINE = ReplacingMergeTree
ORDER BY block_id
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- Rows the store refused for what they hold, with the reason; `trodden-ingest dead-letter` replays them.
-- @cluster everywhere
CREATE TABLE IF NOT EXISTS dead_letter (
  project LowCardinality(String),
  event_id UUID,
  block_id UInt64,
  died_at DateTime64(3, 'UTC'),
  target LowCardinality(String),
  error_code UInt32,
  reason String,
  row String CODEC(ZSTD(3)),
  replayed Bool,
  version UInt64
) ENGINE = ReplacingMergeTree(version)
ORDER BY (project, event_id, block_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- The newest version of a row is the project. Secret keys are kept as SHA-256 only.
-- @cluster everywhere
CREATE TABLE IF NOT EXISTS projects (
  id String,
  name String,
  enabled Bool,
  public_keys Array(String),
  secret_key_hashes Array(String),
  origins Array(String),
  settings String,
  created_at DateTime64(3, 'UTC'),
  version UInt64
) ENGINE = ReplacingMergeTree(version)
ORDER BY id
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
