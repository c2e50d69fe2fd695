import type { ClickmapPreviewAnswer } from '../../contract/index.ts';
import type { StoreClient } from '../../store/index.ts';
import { readRecordedPage } from '../replays/index.ts';
import { RECORDED } from './replays.ts';
import { type ClickmapQuestion, openClickmap } from './scope.ts';
import { clickmapWireframe } from './wireframe.ts';

/** A recording may have begun late, or miss a part: so many page views are tried, the newest first. */
const TRIES = 12;

interface Row {
  id: string;
  path: string;
  at_ms: string;
  viewport_width: number;
  viewport_height: number;
}

/** The newest recorded page view that meets the question, as far as it can be shown; else what clicks tell of the page. */
export async function clickmapPreview(client: StoreClient, question: ClickmapQuestion): Promise<ClickmapPreviewAnswer> {
  const scope = openClickmap(client, question);
  const { ask, rows } = scope;
  const views = await ask<Row>(
    `SELECT session_id AS id, path, toString(toUnixTimestamp64Milli(at)) AS at_ms, viewport_width, viewport_height
     FROM page_events WHERE ${rows('view')} AND ${RECORDED} ORDER BY at DESC LIMIT ${TRIES}`,
  );
  for (const { id, path, at_ms, viewport_width, viewport_height } of views) {
    const page = { project: question.project, id, path, viewedAtMs: Number(at_ms) };
    const recorded = await readRecordedPage(client, page);
    if (recorded === undefined) continue;
    const { atMs, events } = recorded;
    const snapshot = { session_replay_id: id, at_ms: atMs, viewport_width, viewport_height, events };
    return { snapshot, wireframe: null };
  }
  return { snapshot: null, wireframe: await clickmapWireframe(scope) };
}
