import { afterAll, beforeAll, expect, test } from 'vitest';
import { rebuildRollup, verifyRollup } from '../../src/rollup/index.ts';
import { migrate } from '../../src/store/index.ts';
import { storeBlocks } from '../overview/events.ts';
import { foldAll } from '../overview/fold-all.ts';
import { silentLog, startTestEngine, type TestEngine } from '../with-engine.ts';
import { heldLease } from './held-lease.ts';
import { NOTHING_DIFFERS, worldOf } from './world.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.stop());

test('what was tampered with is found, and a rebuild puts it right', async () => {
  const client = await engine.database();
  await migrate({ client, log: silentLog });
  const { blocks } = worldOf(3, 6, 90);
  await storeBlocks(client, blocks.slice(0, 4));
  await foldAll(client, 2);
  expect((await verifyRollup(client)).differing).toEqual(NOTHING_DIFFERS);

  await client.command({
    query: "INSERT INTO sets SELECT * REPLACE (n + 1 AS n) FROM sets WHERE metric = 'view' LIMIT 3",
  });
  await client.command({ query: 'INSERT INTO visits SELECT * FROM visits LIMIT 1' });
  await client.command({ query: "INSERT INTO session_sums SELECT * FROM session_sums WHERE kind = 'all' LIMIT 2" });
  await client.command({ query: "INSERT INTO page_events SELECT * FROM page_events WHERE kind = 'click' LIMIT 1" });
  await client.command({ query: 'ALTER TABLE anchors DELETE WHERE element IN (SELECT min(element) FROM anchors)' });
  const { differing } = await verifyRollup(client);
  expect([differing.visits, differing.sets > 0, differing.session_sums > 0]).toEqual([1, true, true]);
  expect(differing.page_events).toBeGreaterThan(1);

  const seen: number[] = [];
  const lease = await heldLease(client);
  const months = await rebuildRollup({ client, lease, onProgress: (done, total) => seen.push(done / total) });
  expect([months.length, seen[0], seen.at(-1)]).toEqual([3, 0, 1]);
  expect((await verifyRollup(client)).differing).toEqual(NOTHING_DIFFERS);

  // Folds go on after it as if nothing had been.
  await storeBlocks(client, blocks.slice(4));
  await foldAll(client, 1);
  expect((await verifyRollup(client)).differing).toEqual(NOTHING_DIFFERS);
}, 120_000);
