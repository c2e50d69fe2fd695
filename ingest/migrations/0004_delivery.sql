-- What a batch says about itself stands in its first row, in 0 of the others: how many events it brought, how many of those were
-- refused, and the client's own counters. Columns that are nearly always empty cost next to nothing; a second insert for each block
-- would have cost 3 to 15 ms.
ALTER TABLE events ADD COLUMN IF NOT EXISTS batch_events UInt16 CODEC(ZSTD(1));
ALTER TABLE events ADD COLUMN IF NOT EXISTS batch_rejected UInt16 CODEC(ZSTD(1));
ALTER TABLE events ADD COLUMN IF NOT EXISTS batch_counts String CODEC(ZSTD(1));

-- A batch whose every event was refused has no first row, nor has one whose rows were erased with a person. Without a trace it
-- would look as if it had been lost.
-- @cluster everywhere
CREATE TABLE IF NOT EXISTS batch_traces (
  project LowCardinality(String),
  received_at DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
  block_id UInt64 CODEC(Delta(8), ZSTD(1)),
  batch_id UUID CODEC(ZSTD(1)),
  batch_seq UInt32 CODEC(ZSTD(1)),
  session_replay_segment_id String CODEC(ZSTD(1)),
  batch_rejected UInt16 CODEC(ZSTD(1)),
  batch_counts String CODEC(ZSTD(1)),
  INDEX block_id_range block_id TYPE minmax GRANULARITY 1
) ENGINE = MergeTree
PARTITION BY toYYYYMM(received_at)
ORDER BY (project, received_at)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
