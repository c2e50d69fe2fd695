-- Style sheets and fonts of recorded pages, once for each project by what they hold: a replay looks as it did after the site has changed.
-- `body` is a sheet's text, or a font in base64. The newest row of a hash counts; whoever asks for it on another day writes it again.
-- @cluster everywhere
CREATE TABLE IF NOT EXISTS replay_assets (
  project LowCardinality(String),
  hash String,
  kind Enum8('font' = 1, 'sheet' = 2),
  seen_on Date,
  body String CODEC(ZSTD(3))
) ENGINE = ReplacingMergeTree(seen_on)
ORDER BY (project, hash)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 64;
