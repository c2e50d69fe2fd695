import type { Request, RequestHandler, Response } from 'express';
import type { Admission, ReplayCap } from '../admission/index.ts';
import type { ReplayAck } from '../contract/index.ts';
import type { Cookieless } from '../cookieless/index.ts';
import { type CountryLookup, enrichChunk, readSendClock } from '../enrich/index.ts';
import { HttpError } from '../errors.ts';
import type { Metrics } from '../metrics.ts';
import {
  addressOf,
  allowReading,
  checkMediaType,
  checkOrigin,
  type Holding,
  originOf,
  type PublicKeys,
  projectOf,
  type RateLimit,
} from '../middleware/index.ts';
import type { Spool, SpoolBatch } from '../spool/index.ts';
import type { Project } from '../store/index.ts';
import { holdChunk, readChunk } from './read-chunk.ts';
import { spoolRefusal } from './spool-refusal.ts';

export interface ReplayDeps {
  origins: readonly string[];
  projects: PublicKeys;
  spool: Pick<Spool, 'recall' | 'append' | 'refusal'>;
  limit: RateLimit;
  admission: Admission;
  cap: ReplayCap;
  countryOf: CountryLookup;
  cookieless: Cookieless;
  now: () => number;
  metrics: Metrics;
}

/** Chunk ids are remembered apart from batch ids, so that no mistake of a client can make one pass for the other. */
const SCOPE = 'replay/';

/** `POST /v1/replay`: as `POST /v1/events`, with a cap of its own, and refused first when the server is short of room. */
export function postReplay(deps: ReplayDeps): RequestHandler {
  const { spool, metrics } = deps;
  const answered = metrics.requests.labels('/v1/replay', 'ok');

  return async (request, response) => {
    const held = holdChunk();
    const { chunkId, batch } = await admit(deps, { request, response, held }).finally(held.end);
    if (batch !== undefined) {
      await spool.append(batch).catch((fault: unknown) => {
        throw spoolRefusal(fault);
      });
    }
    answered.inc();
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    response.end(JSON.stringify({ ok: true, chunk_id: chunkId } satisfies ReplayAck));
  };
}

interface Caller {
  request: Request;
  response: Response;
  held: Holding;
}

/** The row of a chunk to be taken; none for one that was taken before. The parsed chunk ends here. */
async function admit(
  { origins, projects, spool, limit, admission, cap, countryOf, cookieless, now, metrics }: ReplayDeps,
  { request, response, held }: Caller,
): Promise<{ chunkId: string; batch: SpoolBatch | undefined }> {
  const receivedAtMs = now();
  const origin = originOf(request);
  const address = addressOf(request);
  allowReading(response, origin);
  limit.take(address);
  const refusal = spool.refusal('replay');
  if (refusal !== undefined) throw spoolRefusal(refusal);
  checkMediaType(request.headers['content-type']);

  const { chunk, text } = await readChunk(request, projects, held);
  const project = await projectOf(projects, chunk.key);
  checkOrigin(origin, project.origins, origins);
  refuseUnwanted(project);

  const chunkId = chunk.chunk_id;
  const scope = SCOPE + project.id;
  if ((await spool.recall(scope, chunkId)) !== undefined) return { chunkId, batch: undefined };

  // Its requests count; only events have a quota of their own.
  admission.take(project, 0);
  const userAgent = request.headers['user-agent'];
  Object.assign(chunk, cookieless.visitOf(chunk, { project: project.id, address, userAgent, nowMs: receivedAtMs }));
  const enriched = enrichChunk(chunk, text, {
    project: project.id,
    receivedAtMs,
    sendClockMs: readSendClock(request.query.t),
    userAgent,
    country: countryOf(address),
  });
  if ('fault' in enriched) throw new HttpError('INVALID_BATCH', { message: enriched.fault });
  const { row, bytes, scrubbed } = enriched;
  cap.take(project, bytes);
  metrics.replayBytes.inc(bytes);
  metrics.replayScrubbed.inc(scrubbed);
  const batch: SpoolBatch = {
    project: scope,
    batchId: chunkId,
    table: 'replay_chunks',
    format: 'columns',
    common: '',
    rows: [row],
    accepted: 1,
    rejected: [],
  };
  return { chunkId, batch };
}

function refuseUnwanted({ settings }: Project): void {
  if (settings.replay === false)
    throw new HttpError('ANALYTICS_NOT_ENABLED', { message: 'This project does not record replays.' });
}
