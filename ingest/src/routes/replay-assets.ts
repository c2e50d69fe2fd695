import { type Request, type Response, Router } from 'express';
import type { Admission } from '../admission/index.ts';
import type { ReplayAssetAnswer } from '../contract/index.ts';
import { MAX_FINGERPRINT_LENGTH, MAX_SHEET_BYTES } from '../contract/limits.ts';
import { HttpError } from '../errors.ts';
import type { Metrics } from '../metrics.ts';
import {
  addressOf,
  allowReading,
  answerPreflight,
  checkMediaType,
  checkOrigin,
  countAnswers,
  createBodyReader,
  onlyMethods,
  originOf,
  type PublicKeys,
  projectOf,
  type RateLimit,
} from '../middleware/index.ts';
import { type AssetKind, assetFault, keepAsset, readAsset, touchAsset } from '../replays/index.ts';
import type { StoreClient } from '../store/index.ts';
import { invalid, textParameter } from './query-values.ts';

interface AssetOptions {
  store: () => StoreClient;
  projects: PublicKeys;
  origins: readonly string[];
  limit: RateLimit;
  admission: Admission;
  metrics: Metrics;
}

const HASH = /^[0-9a-f]{64}$/;
const KIND = /^(?:font|sheet)$/;
const readBody = createBodyReader({ maxBytes: MAX_SHEET_BYTES, timeoutMs: 12_000, budgetBytes: 16 * 1_048_576 });

/**
 * `POST /v1/replay/asset?key&kind&hash`: without a body asks whether a style sheet or a font of a recorded page is kept already, with its
 * bytes keeps it. It goes to the store at once: pages hardly ever bring one, and do without it until it is there.
 */
export function replayAssetRoutes(options: AssetOptions): Router {
  const { store, projects, origins, limit, admission, metrics } = options;
  const router = Router();
  router
    .route('/v1/replay/asset')
    .post(countAnswers(metrics), async (request, response) => {
      const origin = originOf(request);
      allowReading(response, origin);
      limit.take(addressOf(request));
      checkMediaType(request.headers['content-type']);
      const kind = textParameter(request, 'kind', 8) ?? '';
      const hash = textParameter(request, 'hash', 64) ?? '';
      if (!KIND.test(kind)) throw invalid('kind', 'must be font or sheet');
      if (!HASH.test(hash)) throw invalid('hash', 'must be a SHA-256 in hexadecimal');
      const bytes = await readBody(request);
      const project = await projectOf(projects, textParameter(request, 'key', MAX_FINGERPRINT_LENGTH * 2) ?? '');
      checkOrigin(origin, project.origins, origins);
      if (project.settings.replay === false)
        throw new HttpError('ANALYTICS_NOT_ENABLED', { message: 'This project does not record replays.' });
      admission.take(project, 0);
      const asset = { project: project.id, kind: kind as AssetKind, hash };
      const fault = bytes.length > 0 ? assetFault(asset.kind, hash, bytes) : undefined;
      if (fault !== undefined) throw new HttpError('INVALID_BATCH', { message: `The body is ${fault}.` });
      const has = (await touchAsset(store(), asset)) || (bytes.length > 0 && (await keepAsset(store(), asset, bytes)));
      if (!has && bytes.length > 0) throw new HttpError('REPLAY_CAP_REACHED');
      response.json({ ok: true, has } satisfies ReplayAssetAnswer);
    })
    .options(answerPreflight)
    .all(onlyMethods('POST, OPTIONS'));
  return router;
}

/** Bytes of strangers' pages: read by the player's script, never opened as a page of ours. */
export async function sendAsset(
  { project, store }: { project: string; store: StoreClient },
  request: Request,
  response: Response,
): Promise<void> {
  const hash = String(request.params.hash);
  const bytes = HASH.test(hash) ? await readAsset(store, project, hash) : undefined;
  if (bytes === undefined) throw new HttpError('NOT_FOUND', { message: 'Nothing is kept under this hash.' });
  response.set({
    'Content-Type': 'application/octet-stream',
    'Content-Disposition': 'attachment',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
  });
  response.end(bytes);
}
