import type { Request, RequestHandler, Response } from 'express';
import type { Admission } from '../admission/index.ts';
import type { EventAck, RejectedEvent, SdkConfig, UnjudgedBatch } from '../contract/index.ts';
import type { Cookieless } from '../cookieless/index.ts';
import { agentBot, type CountryLookup, enrich, eventIdOf, readSendClock, traceOf } from '../enrich/index.ts';
import type { Identity } from '../identity/index.ts';
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
import { sdkConfigOf } from '../projects/index.ts';
import type { BatchAck, Spool, SpoolBatch } from '../spool/index.ts';
import { holdBatch, readBatch } from './read-batch.ts';
import { spoolRefusal } from './spool-refusal.ts';

export interface EventsDeps {
  origins: readonly string[];
  projects: PublicKeys;
  spool: Pick<Spool, 'recall' | 'append' | 'refusal'>;
  limit: RateLimit;
  admission: Admission;
  countryOf: CountryLookup;
  identity: Identity;
  cookieless: Cookieless;
  now: () => number;
  metrics: Metrics;
}

/** `POST /v1/events`: every check in order, cheap ones first; the ack leaves only when the batch is on disk. */
export function postEvents(deps: EventsDeps): RequestHandler {
  const { spool, metrics } = deps;
  const answered = metrics.requests.labels('/v1/events', 'ok');

  return async (request, response) => {
    const held = holdBatch();
    const admitted = await admit(deps, { request, response, held }).finally(held.end);
    const { batchId, config } = admitted;
    if ('known' in admitted) {
      metrics.batchesRepeated.inc();
      answered.inc();
      acknowledge(response, { batchId, config, ...admitted.known });
      return;
    }
    const { batch } = admitted;
    const ack = await spool.append(batch).catch((fault: unknown) => {
      throw spoolRefusal(fault);
    });
    count(metrics, ack);
    answered.inc();
    // The spool remembers which events were refused and why, not their ids.
    const rejected = ack.rejected.length === 0 ? ack.rejected : batch.rejected;
    acknowledge(response, { batchId, config, accepted: ack.accepted, rejected });
  };
}

interface Caller {
  request: Request;
  response: Response;
  held: Holding;
}

/** A batch to be taken, or the ack of one that was taken before. */
type Admitted = { batchId: string; config: SdkConfig | undefined } & ({ known: BatchAck } | { batch: SpoolBatch });

/** The ack of a batch that was taken before, or the rows of one to be taken. The parsed batch ends here: only rows wait for the disk. */
async function admit(deps: EventsDeps, { request, response, held }: Caller): Promise<Admitted> {
  const { origins, projects, spool, limit, admission, countryOf, identity, cookieless, now, metrics } = deps;
  const receivedAtMs = now();
  const origin = originOf(request);
  const address = addressOf(request);
  allowReading(response, origin);
  limit.take(address);
  const refusal = spool.refusal('events');
  if (refusal !== undefined) throw spoolRefusal(refusal);
  checkMediaType(request.headers['content-type']);

  const batch = await readBatch(request, projects, held);
  const project = await projectOf(projects, batch.key);
  checkOrigin(origin, project.origins, origins);

  const batchId = batch.batch_id;
  const known = await spool.recall(project.id, batchId);
  const config = sdkConfigOf(project);
  if (known !== undefined) return { batchId, config, known: withEventIds(known, batch) };

  admission.take(project, batch.events.length);

  const { token } = batch.auth;
  const outcome = token === undefined ? undefined : await identity.check(project, { ...batch.auth, token });
  if (outcome !== undefined) metrics.identityChecks.inc({ outcome });

  const userAgent = request.headers['user-agent'];
  const caller = { project: project.id, address, userAgent, nowMs: receivedAtMs };
  Object.assign(batch, cookieless.visitOf(batch, caller));

  const facts = { project: project.id, receivedAtMs, isVerified: outcome === 'verified' };
  const bot = agentBot(userAgent);
  if (bot !== '') metrics.botEvents.inc(batch.events.length);
  const isRefused = bot !== '' && admission.meetBot(project, bot, batch.events.length);
  const { common, rows, rejected } = isRefused
    ? { common: '', rows: [], rejected: batch.events.map(refusedBot) }
    : enrich(batch, {
        ...facts,
        sendClockMs: readSendClock(request.query.t),
        userAgent,
        country: countryOf(address),
        words: admission.words(project),
      });
  const head = { project: project.id, batchId, accepted: rows.length, rejected };
  const kept: SpoolBatch =
    rows.length > 0
      ? { ...head, format: 'columns', common, rows }
      : { ...head, table: 'batch_traces', format: 'columns', common: '', rows: [traceOf(batch, facts)] };
  return { batchId, config, batch: kept };
}

function refusedBot(event: unknown, index: number): RejectedEvent {
  return { index, event_id: eventIdOf(event), code: 'BOT_REFUSED' };
}

function count(metrics: Metrics, { accepted, rejected }: BatchAck): void {
  metrics.eventsAccepted.inc(accepted);
  for (const { code } of rejected) metrics.eventsRejected.inc({ code });
}

interface Told extends BatchAck {
  batchId: string;
  config: SdkConfig | undefined;
}

function acknowledge(response: Response, { batchId, accepted, rejected, config }: Told): void {
  const ack: EventAck = { ok: true, batch_id: batchId, accepted, rejected, config };
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.end(JSON.stringify(ack));
}

/** Of a repeat: the ids of the refused events are in its bytes. */
function withEventIds({ accepted, rejected }: BatchAck, { events }: UnjudgedBatch): BatchAck {
  return { accepted, rejected: rejected.map((event) => ({ ...event, event_id: eventIdOf(events[event.index]) })) };
}
