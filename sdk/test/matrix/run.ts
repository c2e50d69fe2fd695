import { parseArgs } from 'node:util';
import type { BrowserName } from '../browser/harness.ts';
import { ENDINGS } from './endings.ts';
import type { Line } from './line.ts';
import { createRandom } from './random.ts';
import { TROUBLES } from './troubles.ts';
import type { Outcome } from './world.ts';
import { openWorld } from './world.ts';

const HELP = `Ends pages in every way a browser knows while the server fails three of five times, returns with the same profile,
and counts event by event what a recording server has.

  --rounds N        of each line (40)
  --seed N          the same failures again
  --only TEXT       lines whose name contains it; several with commas
  --browser NAME    chromium (default) or firefox
`;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '40' },
    seed: { type: 'string' },
    only: { type: 'string' },
    browser: { type: 'string', default: 'chromium' },
    help: { type: 'boolean', default: false },
  },
});

const verdictOf = ({ safe }: Line, { lost, doubled, faults }: Outcome): string =>
  doubled || faults.length || (safe && lost) ? 'FAILED' : 'ok';

const main = async (): Promise<number> => {
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const seed = Number(values.seed ?? Date.now() % 1_000_000);
  const rounds = Number(values.rounds);
  const browser = values.browser as BrowserName;
  const wanted = values.only?.split(',') ?? [''];
  const lines = [...ENDINGS, ...TROUBLES].filter(({ name }) => wanted.some((text) => name.includes(text)));
  let failed = 0;
  process.stdout.write(`seed ${seed}, ${rounds} rounds, ${browser}\n\n`);
  process.stdout.write(
    '| line | events | lost | doubled | batches sent again | |\n| --- | --- | --- | --- | --- | --- |\n',
  );
  for (const line of lines) {
    if (line.chromiumOnly && browser !== 'chromium') {
      process.stdout.write(`| ${line.name} | not run: the driver cannot | | | | |\n`);
      continue;
    }
    const world = await openWorld(createRandom(seed), browser);
    try {
      const outcome = await line.play(world, rounds);
      const verdict = verdictOf(line, outcome);
      if (verdict !== 'ok') failed++;
      const { made, lost, doubled, repeats, faults } = outcome;
      process.stdout.write(`| ${line.name} | ${made} | ${lost} | ${doubled} | ${repeats} | ${verdict} |\n`);
      for (const fault of faults) process.stdout.write(`${JSON.stringify(fault)}\n`);
    } catch (error) {
      failed++;
      process.stdout.write(`| ${line.name} | broke: ${String(error).split('\n')[0]} | | | | FAILED |\n`);
    } finally {
      await world.close();
    }
  }
  return failed ? 1 : 0;
};

process.exitCode = await main();
