/**
 * A path segment that names one thing rather than a kind of page: a number, a UUID, long hex, or a long mix with a digit in it.
 * Kept simple on purpose: a group must be something a person can predict.
 */
const ID_SEGMENT =
  '^([0-9]+|[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|[0-9a-fA-F]{16,}|[A-Za-z_-]*[0-9][0-9A-Za-z_-]{19,})$';

/** The group of a path, `/p/42` → `/p/:id`, as an SQL expression over a column. Worked out when asked, so also for the past. */
export const pageGroup = (column: string) =>
  `arrayStringConcat(arrayMap(segment -> if(match(segment, '${ID_SEGMENT}'), ':id', segment), splitByChar('/', toString(${column}))), '/')`;
