import { expect, it } from 'vitest';
import { ENDINGS } from '../matrix/endings.ts';
import { createRandom } from '../matrix/random.ts';
import { TROUBLES } from '../matrix/troubles.ts';
import { openWorld } from '../matrix/world.ts';

const ROUNDS = Number(process.env.DELIVERY_ROUNDS ?? 5);
/** Each costs a browser start. */
const KILLS = Number(process.env.DELIVERY_KILLS ?? 3);
const SEED = Date.now() % 1_000_000;

/** The short form of `npx tsx sdk/test/matrix/run.ts`: only what must never lose anything. Each has browser and server of its own, and waits. */
for (const { name, play } of [...ENDINGS, ...TROUBLES].filter(({ safe }) => safe))
  it.concurrent(`${name}: no event is lost or doubled (seed ${SEED})`, { timeout: 180_000 }, async () => {
    const world = await openWorld(createRandom(SEED));
    try {
      const { made, lost, doubled, faults } = await play(world, name.includes('SIG') ? KILLS : ROUNDS);
      expect(made).toBeGreaterThan(0);
      expect({ lost, doubled, of: made, faults }).toEqual({ lost: 0, doubled: 0, of: made, faults: [] });
    } finally {
      await world.close();
    }
  });
