import type { RecordedEvent } from '../../contract/index.ts';
import type { StoreClient } from '../../store/index.ts';
import { type ChunkHead, readChunkHeads } from './chunk-heads.ts';
import { readEvents } from './read-chunks.ts';

/** A page view of events and its mark in the recording are told by different clocks of one page load. */
const SAME_VIEW_MS = 60_000;
/** Long enough for what a page loads by itself, short enough that nobody has changed much. */
const SETTLED_MS = 3_000;
/** A picture is shown while somebody waits. */
const MAX_BYTES = 16 * 1_048_576;
const META = 4;

export interface RecordedPage {
  atMs: number;
  events: RecordedEvent[];
}

/** What a page looked like soon after it was opened: from the last whole picture before that moment up to it. */
export async function readRecordedPage(
  client: StoreClient,
  { project, id, path, viewedAtMs }: { project: string; id: string; path: string; viewedAtMs: number },
): Promise<RecordedPage | undefined> {
  const heads = await readChunkHeads(client, project, id);
  const opened = openedAt(heads, path, viewedAtMs);
  if (opened === undefined) return undefined;
  const { segment, atMs: from } = opened;
  const own = heads.filter((head) => head.segment === segment);
  const next = own.flatMap(({ marks }) => marks).filter(({ kind, at }) => kind === 'page-view' && at > from);
  const end = Math.max(...own.map(({ lastMs }) => lastMs));
  const until = Math.min(from + SETTLED_MS, end, ...next.map(({ at }) => at - 1));
  const picture = Math.max(...own.flatMap(({ snapshots }) => snapshots).filter((at) => at <= until));
  const needed = own.filter(({ firstMs, lastMs }) => lastMs >= picture && firstMs <= until);
  const bytes = needed.reduce((sum, head) => sum + head.bytes, 0);
  if (!Number.isFinite(picture) || !isUnbroken(needed) || bytes > MAX_BYTES) return undefined;
  const events = (await readEvents(client, project, id, needed))
    .filter(({ timestamp }) => timestamp <= until)
    .sort((one, other) => one.timestamp - other.timestamp);
  // The window's size is told right before the picture of what is in it.
  const begin = events.findLastIndex(({ type, timestamp }) => type === META && timestamp <= picture);
  return begin < 0 ? undefined : { atMs: until, events: events.slice(begin) };
}

function openedAt(heads: readonly ChunkHead[], path: string, viewedAtMs: number) {
  const views = heads.flatMap(({ segment, marks }) =>
    marks
      .filter(({ kind, label }) => kind === 'page-view' && label === path)
      .map(({ at }) => ({ segment, atMs: at, distance: Math.abs(at - viewedAtMs) })),
  );
  const [nearest] = views.sort((one, other) => one.distance - other.distance);
  return nearest !== undefined && nearest.distance <= SAME_VIEW_MS ? nearest : undefined;
}

const isUnbroken = (heads: readonly ChunkHead[]): boolean => {
  const numbers = heads.map(({ seq }) => seq).sort((one, other) => one - other);
  return numbers.every((seq, index) => index === 0 || seq === (numbers[index - 1] ?? 0) + 1);
};
