import type { StoreClient } from '../../src/store/index.ts';
import { summariseReplays } from '../../src/store/summarise.ts';
import { createWriter } from '../../src/store/writer.ts';
import type { Random, TestEvent } from './events.ts';

const NEWEST = 5;

/** One chunk of a recording, as its row in `replay_chunks` says it. */
export interface TestChunk {
  project: string;
  session_id: string;
  session_replay_segment_id: string;
  tab_id: string;
  chunk_seq: number;
  block_id: string;
  first_event_at: number;
  last_event_at: number;
  visitor_id: string;
  auth_state: TestEvent['auth_state'];
  user_id: string;
  team_id: string;
  is_anonymous: boolean;
  release: string;
  country: string;
  browser: string;
  os: string;
  device: string;
  snapshots_at: number[];
  mark_at: number[];
  mark_kind: string[];
  mark_label: string[];
  events_bytes: number;
}

/** Recordings of about a third of the sessions: one chunk for each event of it; a few never had a picture to begin with. */
export function record(random: Random, events: readonly TestEvent[]): TestChunk[] {
  const sessions = new Map<string, TestEvent[]>();
  for (const event of events) {
    const list = sessions.get(event.session_id) ?? [];
    list.push(event);
    sessions.set(event.session_id, list);
  }
  sessions.delete('');
  return [...sessions.values()].flatMap((list) => {
    if (!random.chance(0.35)) return [];
    const hasPicture = random.chance(0.85);
    const note = random.chance(0.2) ? ['thinned'] : [];
    return list.map((event, index) => {
      const kinds = [event.event_type.slice(1), ...(index === 0 ? note.map(() => 'note') : [])];
      return {
        project: event.project,
        session_id: event.session_id,
        session_replay_segment_id: `${event.session_id} ${index % 2}`,
        tab_id: `tab ${index % 2}`,
        chunk_seq: Math.floor(index / 2),
        block_id: String(1 + random.below(8)),
        // Recording begins a little before the event that it shows, sometimes before the range it is asked for.
        first_event_at: event.event_at - random.below(5_000),
        last_event_at: event.event_at + 1,
        visitor_id: event.visitor_id,
        auth_state: event.auth_state,
        user_id: event.user_id,
        team_id: event.team_id,
        is_anonymous: event.is_anonymous,
        release: event.release,
        country: event.country,
        browser: event.browser,
        os: event.os,
        device: event.device,
        snapshots_at: index === 0 && hasPicture ? [event.event_at] : [],
        mark_at: kinds.map(() => event.event_at),
        mark_kind: kinds,
        mark_label: [event.path, ...(index === 0 ? note : [])],
        events_bytes: 100 + index,
      };
    });
  });
}

/** Block after block, each summed up at once as the inserter does; then some are deleted. */
export async function storeRecordings(client: StoreClient, chunks: readonly TestChunk[], deleted: readonly string[]) {
  const writer = createWriter(client, 'recordings', new AbortController().signal);
  const clickhouse_settings = { date_time_input_format: 'best_effort', async_insert: 0 } as const;
  for (const block of new Set(chunks.map(({ block_id }) => block_id))) {
    const rows = chunks.filter(({ block_id }) => block_id === block);
    // Long ago: none of them is still being recorded.
    const values = rows.map((row) => ({ ...row, received_at: row.last_event_at }));
    await client.insert({ table: 'replay_chunks', format: 'JSONEachRow', values, clickhouse_settings });
    await summariseReplays(writer, [BigInt(block)]);
  }
  const project = chunks[0]?.project;
  const values = deleted.map((session_id) => ({ project, session_id, is_deleted: true, version: 1_000_000 }));
  await client.insert({ table: 'replays', format: 'JSONEachRow', values, clickhouse_settings });
}

const orNull = (text: string) => (text === '' ? null : text);

function itemOf(chunks: readonly TestChunk[]) {
  const byTime = [...chunks].sort((a, b) => a.last_event_at - b.last_event_at);
  const last = byTime.at(-1) as TestChunk;
  const started = Math.min(...chunks.map(({ first_event_at }) => first_event_at));
  const marks = chunks.flatMap(({ mark_kind, mark_label }) =>
    mark_kind.map((kind, index) => ({ kind, label: mark_label[index] ?? '' })),
  );
  const count = (kind: string) => marks.filter((mark) => mark.kind === kind).length;
  const labels = (kind: string) => [...new Set(marks.filter((mark) => mark.kind === kind).map(({ label }) => label))];
  const lastNamed = (name: 'user_id' | 'team_id') =>
    byTime.filter((chunk) => chunk[name] !== '').at(-1)?.[name] ?? null;
  return {
    session_replay_id: last.session_id,
    session_id: last.session_id,
    visitor_id: last.visitor_id,
    user_id: lastNamed('user_id'),
    team_id: lastNamed('team_id'),
    is_anonymous: last.is_anonymous,
    auth_state: last.auth_state,
    started_at_ms: started,
    duration_ms: last.last_event_at - started,
    click_count: count('click'),
    error_count: 0,
    dead_count: 0,
    rage_count: 0,
    page_count: count('page-view'),
    tabs: new Set(chunks.map(({ tab_id }) => tab_id)).size,
    paths: labels('page-view').sort(),
    country: last.country,
    device: last.device,
    browser: last.browser,
    os: last.os,
    release: orNull(last.release),
    notes: labels('note'),
    chunk_count: chunks.length,
    bytes: chunks.reduce((sum, { events_bytes }) => sum + events_bytes, 0),
    is_live: false,
  };
}

/** All recordings that can be played, newest first. */
export function allRecordings(chunks: readonly TestChunk[], deleted: readonly string[]) {
  return [...new Set(chunks.map(({ session_id }) => session_id))]
    .filter((session) => !deleted.includes(session))
    .map((session) => chunks.filter(({ session_id }) => session_id === session))
    .filter((own) => own.some(({ snapshots_at, mark_kind }) => snapshots_at.length > 0 || mark_kind.includes('note')))
    .map(itemOf)
    .sort((a, b) => b.started_at_ms - a.started_at_ms || (a.session_id < b.session_id ? 1 : -1));
}
export type Recording = ReturnType<typeof allRecordings>[number];

/** The newest of those that began in the range, of sessions with an event that is asked for. */
export const naiveRecent = (
  recordings: readonly Recording[],
  { fromMs, toMs, isFiltered }: { fromMs: number; toMs: number; isFiltered: boolean },
  matching: readonly TestEvent[],
) =>
  recordings
    .filter(({ started_at_ms }) => started_at_ms >= fromMs && started_at_ms < toMs)
    .filter(({ session_id }) => !isFiltered || matching.some((event) => event.session_id === session_id))
    .slice(0, NEWEST);
