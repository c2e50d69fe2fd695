-- The key of the clicked element, computed at ingest; rows from before have none, and `rebuild` works theirs out from the anchor.
ALTER TABLE events ADD COLUMN IF NOT EXISTS anchor_key String CODEC(ZSTD(1));

-- What a clickmap reads: a page's clicks, page views, exposures, scrolling and errors, sorted by page, so that a question about one
-- page reads that page only. `events` is sorted by hour and visitor: there, the clicks of one page are all clicks. `width_class` before
-- the time makes one range of viewport widths one range of rows; small granules keep its edges cheap. `fold` as in `visits`.
-- `element` is a hash of what the click's anchor says of the element itself; `shown` of a list in `shown_lists`.
-- @cluster everywhere
CREATE TABLE IF NOT EXISTS page_events (
  project LowCardinality(String),
  path LowCardinality(String),
  kind Enum8('view' = 1, 'click' = 2, 'exposure' = 3, 'scroll' = 4, 'error' = 5),
  width_class UInt8,
  at DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
  fold UInt32 CODEC(ZSTD(1)),
  visitor UInt32 CODEC(ZSTD(1)),
  user UInt32 CODEC(ZSTD(1)),
  team UInt32 CODEC(ZSTD(1)),
  session UInt64 CODEC(ZSTD(1)),
  session_id String CODEC(ZSTD(1)),
  page_view UInt64 CODEC(ZSTD(1)),
  origin LowCardinality(String),
  auth_state Enum8('anonymous' = 1, 'signed-in' = 2, 'signed-out' = 3) CODEC(ZSTD(1)),
  country LowCardinality(String),
  region LowCardinality(String),
  browser LowCardinality(String),
  os LowCardinality(String),
  device LowCardinality(String),
  release LowCardinality(String),
  language LowCardinality(String),
  viewport_width UInt16 CODEC(ZSTD(1)),
  viewport_height UInt16 CODEC(ZSTD(1)),
  element UInt64 CODEC(ZSTD(1)),
  -- thousandths of the element's box, as precise as they are sent
  element_x UInt16 CODEC(ZSTD(1)),
  element_y UInt16 CODEC(ZSTD(1)),
  -- cells of the page grid
  grid_x UInt8 CODEC(ZSTD(1)),
  grid_y UInt32 CODEC(ZSTD(1)),
  dead LowCardinality(String),
  rage UInt16 CODEC(ZSTD(1)),
  -- percent of the page's height
  depth UInt8 CODEC(ZSTD(1)),
  shown UInt64 CODEC(ZSTD(1)),
  INDEX fold_range fold TYPE minmax GRANULARITY 1
) ENGINE = MergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (project, path, kind, width_class, at)
SETTINGS index_granularity = 1024, fsync_after_insert = 1, fsync_part_directory = 1;

-- One whole anchor for each element of a page and month, that of its newest click: texts of 134 bytes, read for the elements of an
-- answer and not for every click. Written before the clicks; writing it twice changes nothing.
-- @cluster everywhere
CREATE TABLE IF NOT EXISTS anchors (
  project LowCardinality(String),
  path LowCardinality(String),
  element UInt64,
  at DateTime64(3, 'UTC'),
  key String CODEC(ZSTD(1)),
  anchor String CODEC(ZSTD(3)),
  tag_name LowCardinality(String),
  text String CODEC(ZSTD(1)),
  -- of what is left when an element changes its place and its look-alikes: for comparing releases without the page
  coarse UInt64
) ENGINE = ReplacingMergeTree(at)
PARTITION BY toYYYYMM(at)
ORDER BY (project, path, element)
SETTINGS index_granularity = 1024, fsync_after_insert = 1, fsync_part_directory = 1;

-- Which elements page views showed. Page views show the same lists over and over, so that exposures are counted list by list.
-- @cluster everywhere
CREATE TABLE IF NOT EXISTS shown_lists (
  project LowCardinality(String),
  month UInt32,
  shown UInt64,
  keys Array(String) CODEC(ZSTD(3))
) ENGINE = ReplacingMergeTree
PARTITION BY month
ORDER BY (project, shown)
SETTINGS index_granularity = 1024, fsync_after_insert = 1, fsync_part_directory = 1;
