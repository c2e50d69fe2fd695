import type { RecordedEvent } from '../../contract/index.ts';
import type { StoreClient } from '../../store/index.ts';
import { readRows } from '../read-rows.ts';
import { type ChunkHead, readChunkHeads } from './chunk-heads.ts';

export interface ChunksQuestion {
  project: string;
  id: string;
  fromMs: number;
  limit: number;
  /** Only this tab, or only this page load. */
  tab?: string | undefined;
  segment?: string | undefined;
}

/** A page of chunks ends here even before its limit: a player has enough to go on with. */
const MAX_PAGE_BYTES = 8 * 1_048_576;

/** The answer as JSON text: the events are not taken apart, unless their times have to be moved. */
export async function readChunks(client: StoreClient, question: ChunksQuestion): Promise<string | undefined> {
  const { project, id, fromMs, tab, segment } = question;
  const all = await readChunkHeads(client, project, id);
  if (all.length === 0) return undefined;
  const later = all.filter(
    (head) =>
      head.firstMs >= fromMs &&
      (tab === undefined || head.tab === tab) &&
      (segment === undefined || head.segment === segment),
  );
  const page = pageOf(later, question.limit);
  const texts = await readTexts(client, project, id, page);
  const chunks = page.map((head) => chunkText(head, texts.get(head.chunkId) ?? '[]'));
  return `{"chunks":[${chunks}],"next_from_ms":${later[page.length]?.firstMs ?? null}}`;
}

/** Chunks that begin together stay together, since the next page is asked for by its time. */
function pageOf(heads: readonly ChunkHead[], limit: number): ChunkHead[] {
  const page: ChunkHead[] = [];
  let bytes = 0;
  for (const head of heads) {
    const isFull = page.length >= limit || (page.length > 0 && bytes + head.bytes > MAX_PAGE_BYTES);
    if (isFull && head.firstMs !== page.at(-1)?.firstMs) break;
    page.push(head);
    bytes += head.bytes;
  }
  return page;
}

async function readTexts(
  client: StoreClient,
  project: string,
  id: string,
  page: readonly ChunkHead[],
): Promise<Map<string, string>> {
  if (page.length === 0) return new Map();
  const rows = await readRows<{ id: string; events: string }>(client, {
    sql: `SELECT toString(chunk_id) AS id, events FROM replay_chunks
          WHERE project = {project:String} AND session_id = {session:String} AND chunk_id IN {ids:Array(UUID)}`,
    params: { project, session: id, ids: page.map(({ chunkId }) => chunkId) },
  });
  return new Map(rows.map(({ id: chunkId, events }) => [chunkId, events]));
}

/** Taken apart, in the server's time. */
export async function readEvents(
  client: StoreClient,
  project: string,
  id: string,
  heads: readonly ChunkHead[],
): Promise<RecordedEvent[]> {
  const texts = await readTexts(client, project, id, heads);
  return heads.flatMap(({ chunkId, shiftMs }) =>
    (JSON.parse(texts.get(chunkId) ?? '[]') as RecordedEvent[]).map((event) => ({
      ...event,
      timestamp: event.timestamp + shiftMs,
    })),
  );
}

function chunkText({ chunkId, segment, seq, firstMs, lastMs, shiftMs }: ChunkHead, events: string): string {
  const head = JSON.stringify({
    chunk_id: chunkId,
    session_replay_segment_id: segment,
    chunk_seq: seq,
    first_event_at_ms: firstMs,
    last_event_at_ms: lastMs,
  });
  return `${head.slice(0, -1)},"events":${shiftMs === 0 ? events : shifted(events, shiftMs)}}`;
}

function shifted(events: string, shiftMs: number): string {
  const parsed = JSON.parse(events) as { timestamp: number }[];
  for (const event of parsed) event.timestamp += shiftMs;
  return JSON.stringify(parsed);
}
