import { createHash } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type {
  ClickmapAnswer,
  ClickmapCompareAnswer,
  ClickmapHoursAnswer,
  ClickmapPagesAnswer,
  ClickmapPreviewAnswer,
} from '../contract/index.ts';
import { HttpError } from '../errors.ts';
import { adminProject } from '../middleware/index.ts';
import {
  type ClickmapQuestion,
  clickHours,
  clickmap,
  clickmapPages,
  clickmapPreview,
  compareClickmaps,
  createAnswerCache,
  rollupVersion,
} from '../queries/index.ts';
import type { StoreClient } from '../store/index.ts';
import { isInScope } from '../tokens/index.ts';
import {
  type AskedQuestion,
  cellsParameter,
  clickmapParameters,
  limitParameter,
  secondSide,
} from './clickmap-values.ts';
import { choice, zoneParameter } from './overview-values.ts';
import { pagePatterns } from './page-groups.ts';

export interface ClickmapOptions {
  store: () => StoreClient;
  now: () => number;
}

/** The pages an overlay's token is good for; the owner of a project may see all. */
function clickmapScope(response: Response): string | undefined {
  return response.locals.clickmapScope as string | undefined;
}

/** A question with whose it is and what of it may be seen. */
function allowed(response: Response, asked: AskedQuestion): ClickmapQuestion {
  const project = adminProject(response);
  const within = clickmapScope(response);
  if (within !== undefined && asked.path !== undefined && !isInScope(asked.path, within))
    throw new HttpError('OUT_OF_SCOPE');
  return { ...asked, project: project.id, within, pagePatterns: pagePatterns(project) };
}

/** What a request asks, and how to find the answer of that version of the data. */
interface Asked<Answer> {
  key: unknown;
  answer: (client: StoreClient, version: number) => Promise<Answer>;
}

export type ClickmapHandlers = Record<'map' | 'hours' | 'pages' | 'compare' | 'preview', RequestHandler>;

/** The questions about clickmaps. An answer holds until the next fold. */
export function clickmapRoutes({ store, now }: ClickmapOptions): ClickmapHandlers {
  const cache = createAnswerCache();

  const answering =
    <Answer>(
      name: string,
      read: (request: Request, response: Response, nowMs: number) => Asked<Answer>,
    ): RequestHandler =>
    async (request, response) => {
      const { key, answer } = read(request, response, now());
      const client = store();
      const version = await rollupVersion(client);
      const label = JSON.stringify([name, version, key]);
      const etag = `W/"${createHash('sha256').update(label).digest('base64url').slice(0, 22)}"`;
      response.set('ETag', etag).set('Cache-Control', 'private, no-cache');
      if (request.get('if-none-match') === etag) {
        response.status(304).end();
        return;
      }
      const text = await cache.get(label, async () => JSON.stringify(await answer(client, version)));
      response.type('application/json').send(text);
    };

  return {
    map: answering<ClickmapAnswer>('map', (request, response, nowMs) => {
      const question = {
        ...allowed(response, clickmapParameters(request, nowMs)),
        cells: cellsParameter(request),
        limit: limitParameter(request),
      };
      return {
        key: question,
        answer: async (client, version) => ({ ...(await clickmap(client, question)), version }),
      };
    }),
    hours: answering<ClickmapHoursAnswer>('hours', (request, response, nowMs) => {
      const question = allowed(response, clickmapParameters(request, nowMs));
      const tz = zoneParameter(request).name;
      return { key: [question, tz], answer: (client) => clickHours(client, question, tz) };
    }),
    pages: answering<ClickmapPagesAnswer>('pages', (request, response, nowMs) => {
      const question = allowed(response, clickmapParameters(request, nowMs, false));
      const isGrouped = choice(request, 'pages', ['groups', 'paths']) === 'groups';
      return { key: [question, isGrouped], answer: (client) => clickmapPages(client, question, isGrouped) };
    }),
    // Not kept: it is large, and recordings arrive between folds.
    preview: async (request, response) => {
      const question = allowed(response, clickmapParameters(request, now()));
      const found = await clickmapPreview(store(), question);
      response.set('Cache-Control', 'no-store').json(found satisfies ClickmapPreviewAnswer);
    },
    compare: answering<ClickmapCompareAnswer>('compare', (request, response, nowMs) => {
      const a = allowed(response, clickmapParameters(request, nowMs));
      const b = allowed(response, clickmapParameters(secondSide(request), nowMs));
      const limit = limitParameter(request);
      return {
        key: [a, b, limit],
        answer: async (client, version) => ({ ...(await compareClickmaps(client, { a, b, limit })), version }),
      };
    }),
  };
}
