import { ERROR_FOLLOWS_MS } from '../../contract/limits.ts';

const errors = (page: string) => `SELECT page_view, at FROM page_events WHERE kind = 'error' AND ${page}
  AND at >= fromUnixTimestamp64Milli({from_ms:Int64}) AND at < fromUnixTimestamp64Milli({to_ms:Int64} + ${ERROR_FOLLOWS_MS})`;

/**
 * Page view and time of the clicks that an uncaught error followed soon. Few page views have any, so the others are left out first.
 * @param page the condition on project and page
 */
export const erring = (page: string) => `
  SELECT clicks.page_view, clicks.at FROM (
    SELECT DISTINCT page_view, at FROM page_events
    WHERE kind = 'click' AND ${page} AND at >= fromUnixTimestamp64Milli({from_ms:Int64}) AND at < fromUnixTimestamp64Milli({to_ms:Int64})
      AND page_view IN (SELECT page_view FROM (${errors(page)}))) AS clicks
  ASOF INNER JOIN (${errors(page)}) AS errors ON clicks.page_view = errors.page_view AND clicks.at <= errors.at
  WHERE errors.at <= clicks.at + toIntervalMillisecond(${ERROR_FOLLOWS_MS})`;
