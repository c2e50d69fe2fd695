import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openZone, overview } from '../../src/queries/index.ts';
import { verifyRollup } from '../../src/rollup/index.ts';
import { migrate } from '../../src/store/index.ts';
import { createRandom, storeBlocks } from '../overview/events.ts';
import { naiveOverview } from '../overview/reference.ts';
import { silentLog, startTestEngine, type TestEngine } from '../with-engine.ts';
import { finish, NOTHING_DIFFERS, worldOf } from './world.ts';

const ROUNDS = Number(process.env.KILL_ROUNDS ?? 10);
/** A fold takes about this long here, so that kills hit every step of it. */
const KILL_WITHIN_MS = 900;

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.stop());

/** A process that does nothing but fold; it says so when it has begun. */
async function startFolder(database: string): Promise<ChildProcess> {
  const { url, username, password } = engine.engine;
  const from = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
  const script = `
    import { startRollup } from ${from('../../src/rollup/index.ts')};
    import { createStoreClient } from ${from('../../src/store/index.ts')};
    import { createLog } from ${from('../../src/log.ts')};
    const client = createStoreClient(${JSON.stringify({ url, username, password, database })});
    startRollup({ client, log: createLog('silent'), node: 'node', isAlone: true });
    console.log('folding');`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(child.stdout, 'data');
  return child;
}

test(
  'folds are exact after kill -9 of the process and of the engine at random moments',
  async () => {
    const client = await engine.database();
    await migrate({ client, log: silentLog });
    const database =
      (
        await (
          await client.query({ query: 'SELECT currentDatabase() AS name', format: 'JSONEachRow' })
        ).json<{ name: string }>()
      )[0]?.name ?? '';
    const random = createRandom(7);
    const { events, blocks } = worldOf(7, 3 * ROUNDS);

    for (let round = 0; round < ROUNDS; round++) {
      await storeBlocks(client, blocks.slice(round * 3, round * 3 + 3));
      const folder = await startFolder(database);
      await delay(random.below(KILL_WITHIN_MS));
      const enginePid = engine.engine.pid();
      if (round % 3 === 2 && enginePid !== undefined) {
        process.kill(enginePid, 'SIGKILL');
        // The process outlives the engine for a while and tries again on the next one.
        await delay(random.below(KILL_WITHIN_MS));
      }
      folder.kill('SIGKILL');
      await once(folder, 'exit');
      while (!(await client.ping()).success) await delay(100);
    }
    await finish(client);

    expect((await verifyRollup(client)).differing).toEqual(NOTHING_DIFFERS);
    const question = {
      fromMs: Date.UTC(2026, 8, 1),
      toMs: Date.UTC(2026, 11, 1),
      includeAnonymous: true,
      filters: [],
      pageGroups: false,
    };
    const zone = openZone('UTC');
    if (zone === undefined) throw new Error('UTC is a zone');
    const answer = await overview(client, { ...question, project: 'one', zone, nowMs: Date.UTC(2027, 0, 1) });
    expect(answer).toEqual(naiveOverview(events, { ...question, tz: 'UTC' }));
  },
  240_000 + ROUNDS * 6_000,
);
