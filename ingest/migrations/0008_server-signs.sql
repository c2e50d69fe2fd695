-- How much each server was asked lately, so that several of them share the rate of a project: one row for each server, which says
-- nothing any more once it is some seconds old. See `admission/rate-shares.ts`.
-- @cluster everywhere
CREATE TABLE IF NOT EXISTS server_signs (
  server String,
  asked Map(String, UInt32),
  at DateTime64(3, 'UTC') DEFAULT now64(3)
) ENGINE = ReplacingMergeTree(at)
ORDER BY server
TTL toDateTime(at) + INTERVAL 1 HOUR;
