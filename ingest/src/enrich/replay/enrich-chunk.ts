import type { UnjudgedChunk } from '../../contract/index.ts';
import { MAX_EVENT_AGE_MS, MAX_EVENT_AHEAD_MS } from '../../contract/limits.ts';
import { agentColumns } from '../agent.ts';
import { authColumns } from '../auth.ts';
import { skewOf } from '../clock.ts';
import type { RequestFacts } from '../enrich.ts';
import { field, literal } from '../field.ts';
import { judgeRecorded } from './judge-events.ts';
import { scrubRecording } from './scrub-recording.ts';

export interface EnrichedChunk {
  /** The row in the order of the store's `replay-columns.ts`, tab-separated, without the block id. */
  row: string;
  /** Of the events, before compression. */
  bytes: number;
  /** Values that no recorder should have sent. */
  scrubbed: number;
}

/** Names what is wrong in our own words, never in the client's. */
export interface ChunkFault {
  fault: string;
}

/** JSON has line breaks and tabs between its tokens only: inside of strings they are escaped. */
const BETWEEN_TOKENS = /[\t\n\r]/g;

/**
 * Chunk and request facts in, one row out. `text` is the events as they came; they are written as they are, unless something
 * had to be taken out of them.
 */
export function enrichChunk(chunk: UnjudgedChunk, text: string, request: RequestFacts): EnrichedChunk | ChunkFault {
  const facts = judgeRecorded(chunk.events);
  if (typeof facts === 'number') return { fault: `events.${facts}: is no recorded event` };
  const skewMs = skewFor(facts.lastAtMs, request, chunk.sent_at_ms);
  if (skewMs === undefined || request.receivedAtMs - (facts.firstAtMs + skewMs) > MAX_EVENT_AGE_MS)
    return { fault: 'events: happened at no time that can be true' };

  const scrubbed = scrubRecording(chunk.events);
  const events = scrubbed === 0 ? text : JSON.stringify(chunk.events);
  const bytes = Buffer.byteLength(events);
  const { marks } = facts;
  const row = [
    field(request.project),
    chunk.chunk_id.toLowerCase(),
    chunk.chunk_seq,
    request.receivedAtMs,
    skewMs === 0 ? '' : skewMs,
    facts.firstAtMs + skewMs,
    facts.lastAtMs + skewMs,
    field(chunk.visitor_id),
    field(chunk.session_id),
    field(chunk.tab_id),
    field(chunk.session_replay_segment_id),
    authColumns(chunk.auth),
    field(chunk.release ?? ''),
    request.country,
    agentColumns(request.userAgent),
    chunk.events.length,
    `[${facts.snapshotsAt}]`,
    scrubbed === 0 ? '' : scrubbed,
    `[${marks.map(({ at }) => at)}]`,
    `[${marks.map(({ kind }) => literal(kind))}]`,
    `[${marks.map(({ label }) => literal(label))}]`,
    bytes,
    inOneField(events),
  ].join('\t');
  return { row, bytes, scrubbed };
}

/** Looking for a character costs a tenth of what replacing it does, and recorders send none of them. */
function inOneField(json: string): string {
  const escaped = json.includes('\\') ? json.replaceAll('\\', '\\\\') : json;
  const isPlain = !(escaped.includes('\n') || escaped.includes('\t') || escaped.includes('\r'));
  return isPlain ? escaped : escaped.replace(BETWEEN_TOKENS, ' ');
}

/** What to add to the client's times; an end that lies a little ahead of now is now. Undefined when it lies far ahead. */
function skewFor(lastAtMs: number, { receivedAtMs, sendClockMs }: RequestFacts, sentAtMs: number): number | undefined {
  const skewMs = skewOf(receivedAtMs, sendClockMs ?? sentAtMs);
  const aheadMs = lastAtMs + skewMs - receivedAtMs;
  if (aheadMs > MAX_EVENT_AHEAD_MS) return undefined;
  return aheadMs > 0 ? skewMs - aheadMs : skewMs;
}
