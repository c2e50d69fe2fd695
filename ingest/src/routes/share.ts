import { type Request, type Response, Router } from 'express';
import type { SharedReplayAnswer } from '../contract/index.ts';
import { HttpError } from '../errors.ts';
import { addressOf, createRateLimit, onlyMethods } from '../middleware/index.ts';
import { findReplay, readChunkHeads, readChunks, replayDetail } from '../queries/index.ts';
import { findShare, type Share } from '../replays/index.ts';
import type { StoreClient } from '../store/index.ts';
import { sendAsset } from './replay-assets.ts';
import { chunkParameters } from './replay-values.ts';
import { sendJsonText } from './send-json-text.ts';

interface ShareOptions {
  store: () => StoreClient;
}

/** Enough for a player that seeks about; far too few to guess 192 bits. */
const REQUESTS_PER_MINUTE = 600;

/** What anybody with a link may see: one replay, until the link ends. The page at `/share/:code` is the dashboard's. */
export function shareRoutes({ store }: ShareOptions): Router {
  const router = Router();
  const limit = createRateLimit(REQUESTS_PER_MINUTE, Date.now);

  async function admitted(request: Request, response: Response): Promise<Share> {
    response.set({ 'Cache-Control': 'private, no-store', 'Referrer-Policy': 'no-referrer', 'X-Robots-Tag': 'noindex' });
    limit.take(addressOf(request));
    const share = await findShare(store(), String(request.params.code));
    if (share === undefined) throw new HttpError('NOT_FOUND', { message: 'There is no such link.' });
    if (share.isRevoked || share.expiresAtMs <= Date.now()) throw new HttpError('GONE');
    return share;
  }

  router
    .route('/share/:code/replay')
    .get(async (request, response) => {
      const { project, sessionId, startsAtMs, expiresAtMs } = await admitted(request, response);
      const [item, heads] = await Promise.all([
        findReplay(store(), project, sessionId),
        readChunkHeads(store(), project, sessionId),
      ]);
      if (item === undefined) throw new HttpError('GONE');
      const { visitor_id, user_id, team_id, ...rest } = replayDetail(item, heads);
      const answer: SharedReplayAnswer = { ...rest, starts_at_ms: startsAtMs, expires_at_ms: expiresAtMs };
      response.json(answer);
    })
    .all(onlyMethods('GET'));

  router
    .route('/share/:code/chunks')
    .get(async (request, response) => {
      const { project, sessionId } = await admitted(request, response);
      const isThere = (await findReplay(store(), project, sessionId)) !== undefined;
      const text = isThere
        ? await readChunks(store(), { project, id: sessionId, ...chunkParameters(request) })
        : undefined;
      if (text === undefined) throw new HttpError('GONE');
      await sendJsonText(request, response, text);
    })
    .all(onlyMethods('GET'));

  router
    .route('/share/:code/assets/:hash')
    .get(async (request, response) => {
      const { project } = await admitted(request, response);
      await sendAsset({ project, store: store() }, request, response);
    })
    .all(onlyMethods('GET'));
  return router;
}
