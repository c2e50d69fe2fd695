import { createHash } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { OverviewAnswer } from '../contract/index.ts';
import { adminProject } from '../middleware/index.ts';
import { createAnswerCache, overview, previousRange, rollupVersion } from '../queries/index.ts';
import type { StoreClient } from '../store/index.ts';
import { overviewParameters } from './overview-values.ts';
import { pagePatterns } from './page-groups.ts';

export interface OverviewOptions {
  store: () => StoreClient;
  now: () => number;
}

/** `GET /api/overview?from&to&tz&include_anonymous&compare&pages&filter…`; an answer holds until the next fold. */
export function overviewRoute({ store, now }: OverviewOptions): RequestHandler {
  const cache = createAnswerCache();
  return async function answerOverview(request, response) {
    const nowMs = now();
    const owner = adminProject(response);
    const project = owner.id;
    const patterns = pagePatterns(owner);
    const { question, isCompared, key } = overviewParameters(request, nowMs);
    const client = store();
    const version = await rollupVersion(client);
    const name = JSON.stringify([project, version, patterns, key]);
    const etag = `W/"${createHash('sha256').update(name).digest('base64url').slice(0, 22)}"`;
    response.set('ETag', etag).set('Cache-Control', 'private, no-cache');
    if (request.get('if-none-match') === etag) {
      response.status(304).end();
      return;
    }
    const text = await cache.get(name, async () => {
      const ask = (range: { fromMs: number; toMs: number }) =>
        overview(client, { ...question, ...range, project, pagePatterns: patterns, nowMs });
      const [current, previous] = await Promise.all([
        ask(question),
        isCompared ? ask(previousRange(question.zone, question)) : undefined,
      ]);
      return JSON.stringify({ ...current, ...(previous === undefined ? {} : { previous }) } satisfies OverviewAnswer);
    });
    response.type('application/json').send(text);
  };
}
