import type { EventErrorCode, RejectedEvent, UnjudgedBatch } from '../contract/index.ts';
import { agentColumns } from './agent.ts';
import { authColumns } from './auth.ts';
import { correctTime, skewOf } from './clock.ts';
import { quote } from './json.ts';
import { type JudgedEvent, judgeEvent } from './judge.ts';
import { addressColumns, pageColumns } from './page-columns.ts';

/** What the request says besides its body. The address is not here: only its country leaves the edge. */
export interface RequestFacts {
  project: string;
  receivedAtMs: number;
  /** The client's clock at the very send, from `?t=`. */
  sendClockMs: number | undefined;
  userAgent: string | undefined;
  country: string;
}

export interface EnrichedBatch {
  /** JSON objects without their opening brace: the spool puts the block id in front. */
  rows: string[];
  rejected: RejectedEvent[];
}

/** Batch and request facts in, rows out; nothing else is read or changed. */
export function enrich(batch: UnjudgedBatch, facts: RequestFacts): EnrichedBatch {
  // A retry sends the same bytes with a new `t`; `sent_at_ms` only stands in for clients that send no `t`.
  const skewMs = skewOf(facts.receivedAtMs, facts.sendClockMs ?? batch.sent_at_ms);
  const common = commonColumns(batch, facts, skewMs);
  const pages = pageColumns(batch.pages);
  const seen = new Set<string>();
  const rows: string[] = [];
  const rejected: RejectedEvent[] = [];

  for (const [index, event] of batch.events.entries()) {
    const judged = judgeEvent(event);
    if (typeof judged === 'string') {
      rejected.push({ index, event_id: eventIdOf(event), code: judged });
      continue;
    }
    const { head } = judged;
    const eventId = head.event_id.toLowerCase();
    const eventAtMs = correctTime(head.event_at_ms, skewMs, facts.receivedAtMs);
    if (eventAtMs === undefined || seen.has(eventId)) {
      const code: EventErrorCode = eventAtMs === undefined ? 'TIMESTAMP_OUT_OF_RANGE' : 'DUPLICATE_EVENT_ID';
      rejected.push({ index, event_id: head.event_id, code });
      continue;
    }
    seen.add(eventId);
    rows.push(
      `${common},"event_type":${quote(head.event_type)},"event_id":"${eventId}","event_at":${eventAtMs}` +
        `${pages.get(head.page_view_id) ?? unlistedPage(judged)}${judged.columns}}`,
    );
  }
  return { rows, rejected };
}

/** Built once for a batch and put in front of each of its rows. */
function commonColumns(batch: UnjudgedBatch, facts: RequestFacts, skewMs: number): string {
  let text =
    `"project":${quote(facts.project)},"batch_id":"${batch.batch_id.toLowerCase()}","batch_seq":${batch.batch_seq}` +
    `,"received_at":${facts.receivedAtMs},"visitor_id":${quote(batch.visitor_id)},"session_id":${quote(batch.session_id)}` +
    `,"tab_id":${quote(batch.tab_id)},"session_replay_segment_id":${quote(batch.session_replay_segment_id)}` +
    `,${authColumns(batch.auth)},"sdk_version":${quote(batch.sdk_version)}${agentColumns(facts.userAgent)}`;
  if (skewMs !== 0) text += `,"skew_ms":${skewMs}`;
  if (batch.release !== undefined) text += `,"release":${quote(batch.release)}`;
  if (facts.country !== '') text += `,"country":"${facts.country}"`;
  return text;
}

function unlistedPage({ head, url }: JudgedEvent): string {
  const id = `,"page_view_id":${quote(head.page_view_id)}`;
  return url === '' ? id : id + addressColumns(url);
}

/** An event's id as the client sent it, even when nothing else of the event can be used. */
export function eventIdOf(event: unknown): string | null {
  const id = typeof event === 'object' && event !== null && 'event_id' in event ? event.event_id : null;
  return typeof id === 'string' ? id.slice(0, 64) : null;
}
