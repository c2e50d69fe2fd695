import type { RequestHandler, Response } from 'express';
import type { EventAck, RejectedEvent } from '../contract/index.ts';
import { type CountryLookup, enrich, readSendClock } from '../enrich/index.ts';
import { HttpError } from '../errors.ts';
import type { Metrics } from '../metrics.ts';
import {
  addressOf,
  allowReading,
  checkMediaType,
  checkOrigin,
  originOf,
  type PublicKeys,
  projectOf,
  type RateLimit,
} from '../middleware/index.ts';
import { readBatch } from './read-batch.ts';

/** What this route needs of the spool. */
export interface EventSpool {
  /** Why events cannot be taken right now, or undefined. */
  refusal(kind: 'events'): { retryAfterSeconds: number } | undefined;
  /** The ack of a batch that was taken in the last 7 days, or is being written right now. */
  recall(project: string, batchId: string): Promise<BatchAck> | BatchAck | undefined;
  /** Settles once every row is on disk. */
  append(batch: {
    project: string;
    batchId: string;
    rows: string[];
    accepted: number;
    rejected: RejectedEvent[];
  }): Promise<BatchAck>;
}

export interface BatchAck {
  accepted: number;
  rejected: RejectedEvent[];
}

export interface EventsDeps {
  origins: readonly string[];
  projects: PublicKeys;
  spool: EventSpool;
  limit: RateLimit;
  countryOf: CountryLookup;
  now: () => number;
  metrics: Metrics;
}

/** `POST /v1/events`: every check in order, cheap ones first; the ack leaves only when the batch is on disk. */
export function postEvents({ origins, projects, spool, limit, countryOf, now, metrics }: EventsDeps): RequestHandler {
  const answered = metrics.requests.labels('/v1/events', 'ok');

  return async (request, response) => {
    const receivedAtMs = now();
    const origin = originOf(request);
    const address = addressOf(request);
    allowReading(response, origin);
    limit.take(address);
    refuseWhenFull(spool);
    checkMediaType(request.headers['content-type']);

    const batch = await readBatch(request);
    const project = await projectOf(projects, batch.key);
    checkOrigin(origin, project.origins, origins);

    const known = await spool.recall(project.id, batch.batch_id);
    if (known !== undefined) {
      metrics.batchesRepeated.inc();
      answered.inc();
      acknowledge(response, batch.batch_id, known);
      return;
    }
    const { rows, rejected } = enrich(batch, {
      project: project.id,
      receivedAtMs,
      sendClockMs: readSendClock(request.query.t),
      userAgent: request.headers['user-agent'],
      country: countryOf(address),
    });
    const ack = { accepted: rows.length, rejected };
    if (rows.length > 0) {
      await spool.append({ project: project.id, batchId: batch.batch_id, rows, ...ack });
    }
    count(metrics, ack);
    answered.inc();
    acknowledge(response, batch.batch_id, ack);
  };
}

function refuseWhenFull(spool: EventSpool): void {
  const refusal = spool.refusal('events');
  if (refusal !== undefined) throw new HttpError('SPOOL_FULL', refusal);
}

function count(metrics: Metrics, { accepted, rejected }: BatchAck): void {
  metrics.eventsAccepted.inc(accepted);
  for (const { code } of rejected) metrics.eventsRejected.inc({ code });
}

function acknowledge(response: Response, batchId: string, { accepted, rejected }: BatchAck): void {
  const ack: EventAck = { ok: true, batch_id: batchId, accepted, rejected };
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.end(JSON.stringify(ack));
}
