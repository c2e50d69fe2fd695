import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import type { ReplaysAnswer, ShareAnswer } from '../contract/index.ts';
import { uuidSchema } from '../contract/index.ts';
import { HttpError } from '../errors.ts';
import { adminProject, createBodyReader, parseJson } from '../middleware/index.ts';
import { findReplay, listReplays, readChunkHeads, readChunks, replayDetail, replaySize } from '../queries/index.ts';
import { createShare, deleteReplay, revokeShare } from '../replays/index.ts';
import type { StoreClient } from '../store/index.ts';
import { sendAsset } from './replay-assets.ts';
import { chunkParameters, replayCursor, replaysQuestion } from './replay-values.ts';
import { sendJsonText } from './send-json-text.ts';

interface ReplaysOptions {
  store: () => StoreClient;
}

const readBody = createBodyReader({ maxBytes: 4_096, timeoutMs: 5_000, budgetBytes: 1_048_576 });
const MAX_SHARE_S = 30 * 86_400;
const shareSchema = z.object({
  starts_at_ms: z.number().int().min(0).optional(),
  expires_in_s: z.number().int().min(1).max(MAX_SHARE_S),
});

const idOf = (request: Request) => String(request.params.id);
const missing = () => new HttpError('NOT_FOUND', { message: 'There is no such replay.' });

/** Everything about replays that the owner of a project may ask and do. */
export function replayRoutes({
  store,
}: ReplaysOptions): Record<
  'list' | 'one' | 'remove' | 'chunks' | 'asset' | 'size' | 'share' | 'unshare',
  RequestHandler
> {
  return {
    /** `GET /api/replays?from&to&filter…&limit&cursor` */
    async list(request, response) {
      const question = replaysQuestion(request, adminProject(response).id);
      const items = await listReplays(store(), question);
      const last = items.length < question.limit ? undefined : items.at(-1);
      const next_cursor = last ? replayCursor({ atMs: last.started_at_ms, id: last.session_replay_id }) : null;
      response.json({ items, next_cursor } satisfies ReplaysAnswer);
    },
    /** `GET /api/replays/:id` */
    async one(request, response) {
      const project = adminProject(response).id;
      const [item, heads] = await Promise.all([
        findReplay(store(), project, idOf(request)),
        readChunkHeads(store(), project, idOf(request)),
      ]);
      if (item === undefined) throw missing();
      response.json(replayDetail(item, heads));
    },
    /** `DELETE /api/replays/:id` */
    async remove(request, response) {
      const project = adminProject(response).id;
      if ((await findReplay(store(), project, idOf(request))) === undefined) throw missing();
      await deleteReplay(store(), project, idOf(request));
      response.status(204).end();
    },
    /** `GET /api/replays/:id/chunks?from_ms&limit&tab_id&segment_id` */
    async chunks(request, response) {
      const project = adminProject(response).id;
      const text = await readChunks(store(), { project, id: idOf(request), ...chunkParameters(request) });
      if (text === undefined || (await findReplay(store(), project, idOf(request))) === undefined) throw missing();
      await sendJsonText(request, response, text);
    },
    /** `GET /api/replay-assets/:hash`: a style sheet or font that recordings refer to. */
    asset(request, response) {
      response.set('Cache-Control', 'private, max-age=31536000, immutable');
      return sendAsset({ project: adminProject(response).id, store: store() }, request, response);
    },
    /** `GET /api/replays/size` */
    async size(_request, response) {
      response.json(await replaySize(store(), adminProject(response).id));
    },
    /** `POST /api/replays/:id/share { starts_at_ms?, expires_in_s }` */
    async share(request, response) {
      const body = shareSchema.safeParse(parseJson(await readBody(request)));
      if (!body.success) {
        const message = `Send { "expires_in_s": 1 to ${MAX_SHARE_S}, "starts_at_ms"?: a time within the replay }.`;
        throw new HttpError('INVALID_QUERY', { message });
      }
      const project = adminProject(response).id;
      if ((await findReplay(store(), project, idOf(request))) === undefined) throw missing();
      const expiresAtMs = Date.now() + body.data.expires_in_s * 1_000;
      const startsAtMs = body.data.starts_at_ms ?? null;
      const { shareId, code } = await createShare(store(), {
        project,
        sessionId: idOf(request),
        startsAtMs,
        expiresAtMs,
      });
      const url = `${request.protocol}://${request.get('host')}/share/${code}`;
      response.status(201).json({ share_id: shareId, url, expires_at_ms: expiresAtMs } satisfies ShareAnswer);
    },
    /** `DELETE /api/shares/:share_id` */
    async unshare(request, response) {
      const shareId = String(request.params.share_id);
      const isShare = uuidSchema.safeParse(shareId).success;
      if (!isShare || !(await revokeShare(store(), adminProject(response).id, shareId)))
        throw new HttpError('NOT_FOUND', { message: 'There is no such link.' });
      response.status(204).end();
    },
  };
}
