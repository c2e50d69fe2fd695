/**
 * A path segment that names one thing rather than a kind of page: a number, a UUID, long hex, or a long mix with a digit in it.
 * Kept simple on purpose: a group must be something a person can predict.
 */
const ID_SEGMENT =
  '^([0-9]+|[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|[0-9a-fA-F]{16,}|[A-Za-z_-]*[0-9][0-9A-Za-z_-]{19,})$';

const inferred = (column: string) =>
  `arrayStringConcat(arrayMap(segment -> if(match(segment, '${ID_SEGMENT}'), ':id', segment), splitByChar('/', toString(${column}))), '/')`;

/** `/blog/:slug`, `/docs/*`: literal segments, `:name` for one of any kind, a last `*` for whatever follows. */
const PATTERN = /^\/(?:(?::[a-z_]+|[^/:*?#]*)\/)*(?::[a-z_]+|\*|[^/:*?#]*)$/;

export const isPagePattern = (text: string): boolean => PATTERN.test(text);

function expression(pattern: string): string {
  const segments = pattern.split('/').map((segment) => {
    if (segment === '*') return '.*';
    return segment.startsWith(':') ? '[^/]+' : segment.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  });
  return `^${segments.join('/')}$`;
}

export interface PageGroups {
  /** The group of a path, `/p/42` → `/p/:id`, as an SQL expression over a column. */
  of(column: string): string;
  params: Record<string, unknown>;
}

/**
 * Groups are worked out when asked, so a pattern somebody adds today holds for the past too. The first pattern that fits wins;
 * what fits none is grouped by what its segments look like. Paths without groups stay as they are.
 */
export function createPageGroups(patterns: readonly string[]): PageGroups {
  return {
    of: (column) =>
      patterns.length === 0
        ? inferred(column)
        : `multiIf(${patterns.map((_, index) => `match(toString(${column}), {group_${index}:String}), {group_name_${index}:String}`).join(', ')}, ${inferred(column)})`,
    params: Object.fromEntries(
      patterns.flatMap((pattern, index) => [
        [`group_${index}`, expression(pattern)],
        [`group_name_${index}`, pattern],
      ]),
    ),
  };
}
