import { expect, onTestFinished, test } from 'vitest';
import { buildServer } from './build-server.ts';
import { FAIL_POINTS, failPoints } from './fail-points.ts';
import { passed, toTable } from './outcome.ts';
import { createRandom } from './random.ts';
import { randomKills } from './random-kills.ts';
import { replayKills } from './replay-kills.ts';
import { resets } from './resets.ts';
import type { KillContext } from './round.ts';

/** The long form is `npm run test:kill`. */
const WITHIN_MS = 240_000;

const seed = Date.now() % 1_000_000;

test(
  'kill -9 at random moments, at every named point, and with broken connections: nothing lost, nothing twice',
  async () => {
    const { cli, remove } = await buildServer();
    onTestFinished(remove);
    const context: KillContext = { cli, random: createRandom(seed), say: () => undefined };
    const outcomes = [
      await randomKills(context, 6),
      ...(await failPoints(context, FAIL_POINTS, 1)),
      await resets(context, 2),
      await replayKills(context, 4),
    ];
    expect(
      outcomes.filter((outcome) => !passed(outcome)),
      `seed ${seed}\n${toTable(outcomes)}`,
    ).toEqual([]);
  },
  WITHIN_MS,
);
