import type { Request } from 'express';
import { MAX_ID_LENGTH, MAX_REPLAY_CHUNKS, MAX_REPLAYS } from '../contract/limits.ts';
import {
  parseReplayFilter,
  REPLAY_FILTER_FIELDS,
  type ReplayFilter,
  type ReplayPosition,
  type ReplaysQuestion,
} from '../queries/index.ts';
import { countParameter, invalid, rangeParameters, textParameter, timeParameter } from './query-values.ts';

const DEFAULT_REPLAYS = 50;
const DEFAULT_CHUNKS = 20;
const MAX_FILTERS = 32;
const MAX_FILTER_LENGTH = 2_048;
const MAX_CURSOR_LENGTH = 400;

/** Names the place after a replay; says nothing a client should read. */
export const replayCursor = ({ atMs, id }: ReplayPosition): string =>
  Buffer.from(JSON.stringify([atMs, id])).toString('base64url');

function replayPosition(cursor: string): ReplayPosition {
  try {
    const [atMs, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Number.isSafeInteger(atMs) && typeof id === 'string') return { atMs, id };
  } catch {
    // Said below.
  }
  throw invalid('cursor', 'is not one that this server gave out');
}

function filterParameters(request: Request): ReplayFilter[] {
  const given: unknown = request.query.filter ?? [];
  const texts: unknown[] = Array.isArray(given) ? given : [given];
  if (texts.length > MAX_FILTERS) throw invalid('filter', `is given more than ${MAX_FILTERS} times`);
  return texts.map((text) => {
    const filter = typeof text === 'string' && text.length <= MAX_FILTER_LENGTH ? parseReplayFilter(text) : undefined;
    if (filter !== undefined) return filter;
    throw invalid(
      'filter',
      `must be field:operator:value with a field of ${REPLAY_FILTER_FIELDS.join(', ')}; is, is_not, matches for text, at_least, at_most for numbers`,
    );
  });
}

/** Everything a request for a list of replays says, checked. */
export function replaysQuestion(request: Request, project: string): ReplaysQuestion {
  const cursor = textParameter(request, 'cursor', MAX_CURSOR_LENGTH);
  return {
    project,
    ...rangeParameters(request),
    filters: filterParameters(request),
    limit: countParameter(request, 'limit', { min: 1, max: MAX_REPLAYS, fallback: DEFAULT_REPLAYS }),
    after: cursor === undefined ? undefined : replayPosition(cursor),
  };
}

/** Which chunks of a replay are asked for. */
export function chunkParameters(request: Request) {
  return {
    fromMs: timeParameter(request, 'from_ms') ?? 0,
    limit: countParameter(request, 'limit', { min: 1, max: MAX_REPLAY_CHUNKS, fallback: DEFAULT_CHUNKS }),
    tab: textParameter(request, 'tab_id', MAX_ID_LENGTH),
    segment: textParameter(request, 'segment_id', MAX_ID_LENGTH),
  };
}
