import { migrate, type StoreClient } from '../../src/store/index.ts';
import { createRandom, storeBlocks } from '../overview/events.ts';
import { foldAll } from '../overview/fold-all.ts';
import { silentLog } from '../with-engine.ts';
import type { PageEvent, World } from './world.ts';

/** Every event in some block, late and out of order; folded a few blocks at a time. */
export async function storeWorld(client: StoreClient, worlds: readonly World[], seed: number): Promise<void> {
  await migrate({ client, log: silentLog });
  const random = createRandom(seed);
  const events = worlds.flatMap((world) => world.events);
  const blocks = Array.from({ length: 8 }, (_, index) => ({ id: BigInt(1_000 + index), events: [] as PageEvent[] }));
  for (const event of events) blocks[random.below(blocks.length)]?.events.push(event);
  await storeBlocks(
    client,
    blocks.filter((block) => block.events.length > 0),
  );
  await foldAll(client, 3);
  const replays = worlds.flatMap(({ recorded, deleted, events: [first] }) =>
    [...recorded, deleted].map((session_id) => ({
      project: first?.project ?? '',
      session_id,
      is_deleted: session_id === deleted,
      version: 1,
    })),
  );
  await client.insert({
    table: 'replays',
    values: replays,
    format: 'JSONEachRow',
    clickhouse_settings: { async_insert: 0 },
  });
}
