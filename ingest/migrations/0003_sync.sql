-- What the host app says about its own users and teams. The row with the highest `sequence_id` is the one; a deletion is a row too.
-- @cluster everywhere
CREATE TABLE IF NOT EXISTS synced_users (
  project LowCardinality(String),
  id String,
  sequence_id UInt64,
  is_deleted Bool,
  is_anonymous Bool,
  display_name String CODEC(ZSTD(1)),
  signed_up_at Nullable(DateTime64(3, 'UTC')),
  data String CODEC(ZSTD(1)),
  synced_at DateTime64(3, 'UTC')
) ENGINE = ReplacingMergeTree(sequence_id)
ORDER BY (project, id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- @cluster everywhere
CREATE TABLE IF NOT EXISTS synced_teams (
  project LowCardinality(String),
  id String,
  sequence_id UInt64,
  is_deleted Bool,
  display_name String CODEC(ZSTD(1)),
  data String CODEC(ZSTD(1)),
  synced_at DateTime64(3, 'UTC')
) ENGINE = ReplacingMergeTree(sequence_id)
ORDER BY (project, id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
