import type { StoreClient } from '../../src/store/index.ts';

/** One event as the tests think of it: every column an answer can depend on. */
export interface TestEvent {
  project: string;
  event_type: string;
  event_id: string;
  event_at: number;
  visitor_id: string;
  session_id: string;
  auth_state: 'anonymous' | 'signed-in' | 'signed-out';
  user_id: string;
  team_id: string;
  is_anonymous: boolean;
  path: string;
  referrer: string;
  country: string;
  region: string;
  browser: string;
  os: string;
  device: string;
  release: string;
  utm_source: string;
  utm_medium: string;
  utm_campaign: string;
  utm_term: string;
  utm_content: string;
  props_string: Record<string, string>;
  props_number: Record<string, number>;
  anchor?: string;
  anchor_key?: string;
  viewport_width?: number;
  element_x?: number;
}

/** Numbers that look random and are the same in every run. */
export function createRandom(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    below: (n: number) => Math.floor(next() * n),
    chance: (p: number) => next() < p,
    pick: <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T,
  };
}
export type Random = ReturnType<typeof createRandom>;

const hex = (random: Random, length: number) => Array.from({ length }, () => random.below(16).toString(16)).join('');

export function uuidV7(random: Random, ms: number): string {
  const time = ms.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(random, 3)}-8${hex(random, 3)}-${hex(random, 12)}`;
}

/** Blocks as the inserter leaves them: each event in one, in any order, every block confirmed. */
export async function storeBlocks(
  client: StoreClient,
  blocks: readonly { id: bigint; events: readonly { event_at: number }[] }[],
): Promise<void> {
  const clickhouse_settings = { date_time_input_format: 'best_effort', async_insert: 0 } as const;
  for (const { id, events } of blocks) {
    await client.insert({
      table: 'events',
      format: 'JSONEachRow',
      values: events.map((event) => ({ ...event, block_id: id.toString(), received_at: event.event_at })),
      clickhouse_settings,
    });
  }
  await client.insert({
    table: 'blocks',
    format: 'JSONEachRow',
    values: blocks.map(({ id, events }) => ({
      block_id: id.toString(),
      node: 'test',
      rows: events.length,
      min_at: Math.min(...events.map(({ event_at }) => event_at)),
      max_at: Math.max(...events.map(({ event_at }) => event_at)),
    })),
    clickhouse_settings,
  });
}
