import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { playLines } from '../matrix/play-lines.ts';
import { checkCaptures } from './captures.ts';

const FIREFOX = process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr';
const NOT_RUN = 2;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '10' },
    seed: { type: 'string' },
    only: { type: 'string' },
  },
});

const main = async (): Promise<number> => {
  if (!existsSync(FIREFOX)) {
    process.stdout.write(
      `NOT RUN: there is no Firefox at ${FIREFOX} (set FIREFOX_PATH, or: apt-get install firefox-esr)\n`,
    );
    return NOT_RUN;
  }
  let failed = 0;
  for (const { name, fault } of values.only ? [] : await checkCaptures()) {
    if (fault) failed++;
    process.stdout.write(`${fault ? 'FAILED' : 'ok    '} captures: ${name}${fault ? `\n${fault}` : ''}\n`);
  }
  failed += await playLines({
    rounds: Number(values.rounds),
    seed: Number(values.seed ?? Date.now() % 1_000_000),
    browser: 'firefox',
    wanted: values.only?.split(',') ?? [''],
  });
  return failed ? 1 : 0;
};

process.exitCode = await main();
