import type { RequestHandler, Response } from 'express';
import type { EventAck, UnjudgedBatch } from '../contract/index.ts';
import { type CountryLookup, enrich, eventIdOf, readSendClock } from '../enrich/index.ts';
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
import type { BatchAck, Spool } from '../spool/index.ts';
import { readBatch } from './read-batch.ts';
import { spoolRefusal } from './spool-refusal.ts';

export interface EventsDeps {
  origins: readonly string[];
  projects: PublicKeys;
  spool: Pick<Spool, 'recall' | 'append' | 'refusal'>;
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
    const refusal = spool.refusal('events');
    if (refusal !== undefined) throw spoolRefusal(refusal);
    checkMediaType(request.headers['content-type']);

    const batch = await readBatch(request);
    const project = await projectOf(projects, batch.key);
    checkOrigin(origin, project.origins, origins);

    const known = await spool.recall(project.id, batch.batch_id);
    if (known !== undefined) {
      metrics.batchesRepeated.inc();
      answered.inc();
      acknowledge(response, batch.batch_id, withEventIds(known, batch));
      return;
    }
    const { rows, rejected } = enrich(batch, {
      project: project.id,
      receivedAtMs,
      sendClockMs: readSendClock(request.query.t),
      userAgent: request.headers['user-agent'],
      country: countryOf(address),
    });
    const batchId = batch.batch_id;
    const taken = spool.append({ project: project.id, batchId, rows, accepted: rows.length, rejected });
    // Another request with the same batch may have come in between; then its ack is the one that counts.
    const ack = await taken.catch((fault: unknown) => {
      throw spoolRefusal(fault);
    });
    count(metrics, ack);
    answered.inc();
    acknowledge(response, batchId, withEventIds(ack, batch));
  };
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

/** The spool remembers which events were refused and why; their ids are in the repeated bytes. */
function withEventIds({ accepted, rejected }: BatchAck, { events }: UnjudgedBatch): BatchAck {
  return { accepted, rejected: rejected.map((event) => ({ ...event, event_id: eventIdOf(events[event.index]) })) };
}
