import type { EventErrorCode, RejectedEvent, UnjudgedBatch } from '../contract/index.ts';
import { withAccounts } from './accounts.ts';
import { agentColumns } from './agent.ts';
import { authColumns } from './auth.ts';
import { correctTime, skewOf } from './clock.ts';
import { field } from './field.ts';
import { judgeEvent } from './judge.ts';
import { pageColumns, unlistedPage } from './page-columns.ts';
import { placed } from './placed.ts';
import { namedAs, type Words } from './words.ts';

const VERIFIED = { is_verified: 'true' };

/** What the request says besides its body. The address is not here: only its country leaves the edge. */
export interface RequestFacts {
  project: string;
  receivedAtMs: number;
  /** The client's clock at the very send, from `?t=`. */
  sendClockMs: number | undefined;
  userAgent: string | undefined;
  country: string;
  /** The batch carried a token of the host app that proves its user id. */
  isVerified?: boolean | undefined;
  /** What of the values that clients make up counts by itself; none: all of them. */
  words?: Words | undefined;
}

export interface EnrichedBatch {
  /** The fields of a row in the order of the store's `event-columns.ts`, tab-separated: first what all rows share, without the block id. */
  common: string;
  /** Then each row's own. */
  rows: string[];
  rejected: RejectedEvent[];
}

/** Batch and request facts in, rows out; nothing else is read or changed, but for the words that count by themselves. */
export function enrich(batch: UnjudgedBatch, facts: RequestFacts): EnrichedBatch {
  // A retry sends the same bytes with a new `t`; `sent_at_ms` only stands in for clients that send no `t`.
  const skewMs = skewOf(facts.receivedAtMs, facts.sendClockMs ?? batch.sent_at_ms);
  const common = commonColumns(batch, facts, skewMs);
  const { words } = facts;
  const pages = pageColumns(batch.pages, words);
  const seen = new Set<string>();
  const rows: string[] = [];
  const rejected: RejectedEvent[] = [];

  for (const [index, event] of batch.events.entries()) {
    const judged = judgeEvent(event, words);
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
    const { type, columns } = namedAs(words, head.event_type, judged.columns);
    const row =
      `${eventId}\t${field(type)}\t${eventAtMs}\t` +
      `${pages.get(head.page_view_id) ?? unlistedPage(head.page_view_id, judged.url, words)}${columns}`;
    rows.push(facts.isVerified === true ? placed(row, VERIFIED) : row);
  }
  const [first] = rows;
  if (first !== undefined) rows[0] = withAccounts(first, batch, rejected.length);
  return { common, rows, rejected };
}

/** Built once for a batch and put in front of each of its rows. */
function commonColumns(batch: UnjudgedBatch, facts: RequestFacts, skewMs: number): string {
  return (
    `${field(facts.project)}\t${batch.batch_id.toLowerCase()}\t${batch.batch_seq}\t${facts.receivedAtMs}\t${skewMs === 0 ? '' : skewMs}` +
    `\t${field(batch.visitor_id)}\t${field(batch.session_id)}\t${field(batch.tab_id)}\t${field(batch.session_replay_segment_id)}` +
    `\t${authColumns(batch.auth)}\t${field(batch.sdk_version)}\t${field(batch.release ?? '')}\t${facts.country}` +
    `\t${agentColumns(facts.userAgent)}\t`
  );
}

/** An event's id as the client sent it, even when nothing else of the event can be used. */
export function eventIdOf(event: unknown): string | null {
  const id = typeof event === 'object' && event !== null && 'event_id' in event ? event.event_id : null;
  return typeof id === 'string' ? id.slice(0, 64) : null;
}
