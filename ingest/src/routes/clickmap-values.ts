import { CLICKMAP_FILTERS, CLICKMAP_KINDS, type ClickmapKind } from '../contract/index.ts';
import { MAX_ID_LENGTH, MAX_PATH_LENGTH, MAX_RELEASE_LENGTH, MAX_URL_LENGTH } from '../contract/limits.ts';
import { type ClickmapQuestion, type Filter, isPagePattern } from '../queries/index.ts';
import { choice, filterParameters, zonedRange } from './overview-values.ts';
import { countParameter, invalid, type Request, textParameter } from './query-values.ts';

/** Filters that may be written as parameters of their own, with the longest value each can have. */
const SHORT_FILTERS = [
  ['device', 40],
  ['auth_state', 40],
  ['country', 40],
  ['release', MAX_RELEASE_LENGTH],
  ['team', MAX_ID_LENGTH],
] as const;

const MAX_WIDTH = 65_535;
const MAX_LANGUAGE_LENGTH = 64;
const MAX_CELLS = 100;
const DEFAULT_CELLS = 20;
const MAX_ELEMENTS = 10_000;
const DEFAULT_ELEMENTS = 2_000;

function filters(request: Request): Filter[] {
  const given = filterParameters(request);
  const wrong = given.find(({ field }) => !CLICKMAP_FILTERS.some((known) => known === field));
  if (wrong !== undefined) throw invalid('filter', `must have a field of ${CLICKMAP_FILTERS.join(', ')}`);
  const short = SHORT_FILTERS.flatMap(([field, maxLength]): Filter[] => {
    const value = textParameter(request, field, maxLength);
    return value === undefined ? [] : [{ field, operator: 'is', value }];
  });
  return [...given, ...short];
}

function width(request: Request, name: string): number | undefined {
  const isGiven = textParameter(request, name, 20) !== undefined;
  return isGiven ? countParameter(request, name, { min: 0, max: MAX_WIDTH, fallback: 0 }) : undefined;
}

/** One page, one group, or all of them where that is a question. */
function pages(request: Request, isNeeded: boolean): Pick<ClickmapQuestion, 'path' | 'pageGroup'> {
  const path = textParameter(request, 'path', MAX_PATH_LENGTH);
  const pageGroup = textParameter(request, 'page_group', MAX_PATH_LENGTH);
  if (path !== undefined && pageGroup !== undefined)
    throw invalid('path', 'is given beside page_group; send one of them');
  if (path === undefined && pageGroup === undefined && isNeeded) throw invalid('path', 'or page_group must be given');
  if (pageGroup !== undefined && !isPagePattern(pageGroup))
    throw invalid('page_group', 'must be a group such as /p/:id');
  return { path, pageGroup };
}

export type AskedQuestion = Omit<ClickmapQuestion, 'project' | 'within' | 'pagePatterns'>;

/** What every question about a clickmap says, checked. */
export function clickmapParameters(request: Request, nowMs: number, isPageNeeded = true): AskedQuestion {
  const { fromMs, toMs } = zonedRange(request, nowMs);
  const viewportMin = width(request, 'viewport_min');
  const viewportMax = width(request, 'viewport_max');
  if (viewportMin !== undefined && viewportMax !== undefined && viewportMin >= viewportMax)
    throw invalid('viewport_min', 'must be below viewport_max');
  return {
    ...pages(request, isPageNeeded),
    fromMs,
    toMs,
    viewportMin,
    viewportMax,
    filters: filters(request),
    kind: (choice(request, 'kind', CLICKMAP_KINDS) ?? 'all') as ClickmapKind,
    language: textParameter(request, 'language', MAX_LANGUAGE_LENGTH),
    origin: textParameter(request, 'origin', MAX_URL_LENGTH),
    visitorId: textParameter(request, 'visitor_id', MAX_ID_LENGTH),
    userId: textParameter(request, 'user_id', MAX_ID_LENGTH),
    sessionId: textParameter(request, 'session_replay_id', MAX_ID_LENGTH),
  };
}

export const cellsParameter = (request: Request): number =>
  countParameter(request, 'cells', { min: 1, max: MAX_CELLS, fallback: DEFAULT_CELLS });

export const limitParameter = (request: Request): number =>
  countParameter(request, 'limit', { min: 1, max: MAX_ELEMENTS, fallback: DEFAULT_ELEMENTS });

/** Parameters of the second side of a comparison stand in the place of those of both. */
const OF_SECOND_SIDE = ['from', 'to', 'release', 'auth_state', 'device'];

export function secondSide({ query }: Request): Request {
  const own = OF_SECOND_SIDE.flatMap((name) => (query[`b_${name}`] === undefined ? [] : [[name, query[`b_${name}`]]]));
  if (own.length === 0)
    throw invalid(OF_SECOND_SIDE.map((name) => `b_${name}`).join('", "'), 'must be given, at least one of them');
  return { query: { ...query, ...Object.fromEntries(own) } };
}
