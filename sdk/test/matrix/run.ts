import { parseArgs } from 'node:util';
import { playLines } from './play-lines.ts';

const HELP = `Ends pages in every way a browser knows while the server fails three of five times, returns with the same profile,
and counts event by event what a recording server has.

  --rounds N        of each line (40)
  --seed N          the same failures again
  --only TEXT       lines whose name contains it; several with commas
`;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '40' },
    seed: { type: 'string' },
    only: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

const main = async (): Promise<number> => {
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const failed = await playLines({
    rounds: Number(values.rounds),
    seed: Number(values.seed ?? Date.now() % 1_000_000),
    browser: 'chromium',
    wanted: values.only?.split(',') ?? [''],
  });
  return failed ? 1 : 0;
};

process.exitCode = await main();
