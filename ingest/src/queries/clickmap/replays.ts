import type { ClickmapReplay } from '../../contract/index.ts';
import type { ClickmapScope } from './scope.ts';

/** Replays listed for one element. */
const REPLAYS_SHOWN = 5;
/** Somebody who clicks again and again is one replay: the sessions of so many of the newest clicks are looked at. */
const NEWEST_CLICKS = 20;

/** Sessions are many, recorded ones fewer; deleted ones stay away. */
export const RECORDED =
  'session IN (SELECT cityHash64(session_id) FROM replays FINAL WHERE project = {project:String} AND NOT is_deleted)';

/** The newest recorded sessions in which each element was clicked, with the time of the newest click. */
export async function elementReplays(
  { ask, rows }: ClickmapScope,
  ids?: readonly string[],
): Promise<Map<string, ClickmapReplay[]>> {
  const clicks = await ask<{ id: string; newest: [string, string][] }>(
    `SELECT toString(element) AS id, arrayMap(it -> (toString(-it.1), toString(it.2)), groupArraySorted(${NEWEST_CLICKS})((-toUnixTimestamp64Milli(at), session))) AS newest
     FROM page_events WHERE ${rows('click')} AND ${RECORDED} ${ids === undefined ? '' : 'AND element IN {ids:Array(UInt64)}'} GROUP BY element`,
    ids === undefined ? {} : { ids: ids.map(BigInt) },
  );
  const chosen = new Map(clicks.map(({ id, newest }) => [id, firstOfEach(newest)]));
  if (chosen.size === 0) return new Map();
  const names = await sessionIds({ ask, rows }, [...chosen.values()].flat());
  return new Map(
    [...chosen].map(([id, list]) => [
      id,
      list.map(({ session, atMs }) => ({ session_replay_id: names.get(session) ?? '', at_ms: atMs })),
    ]),
  );
}

interface Chosen {
  session: string;
  atMs: number;
}

function firstOfEach(newest: readonly [string, string][]): Chosen[] {
  const seen = new Map<string, Chosen>();
  for (const [at, session] of newest) if (!seen.has(session)) seen.set(session, { session, atMs: Number(at) });
  return [...seen.values()].slice(0, REPLAYS_SHOWN);
}

/** Times are part of the sorting key, so that only the granules of the chosen clicks are read. */
async function sessionIds(
  { ask, rows }: Pick<ClickmapScope, 'ask' | 'rows'>,
  chosen: readonly Chosen[],
): Promise<Map<string, string>> {
  const found = await ask<{ id: string; name: string }>(
    `SELECT toString(session) AS id, any(session_id) AS name FROM page_events
     WHERE ${rows('click')} AND at IN (SELECT fromUnixTimestamp64Milli(arrayJoin({times:Array(Int64)}))) AND session IN {sessions:Array(UInt64)} GROUP BY session`,
    {
      times: [...new Set(chosen.map(({ atMs }) => atMs))],
      sessions: [...new Set(chosen.map(({ session }) => BigInt(session)))],
    },
  );
  return new Map(found.map(({ id, name }) => [id, name]));
}
