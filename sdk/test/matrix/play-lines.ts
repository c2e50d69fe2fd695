import type { BrowserName } from '../browser/harness.ts';
import { ENDINGS } from './endings.ts';
import type { Line } from './line.ts';
import { createRandom } from './random.ts';
import { TROUBLES } from './troubles.ts';
import type { Outcome } from './world.ts';
import { openWorld } from './world.ts';

export interface Course {
  rounds: number;
  seed: number;
  browser: BrowserName;
  /** Parts of names. */
  wanted: string[];
}

const say = (line: string) => process.stdout.write(`${line}\n`);

const verdictOf = ({ safe }: Line, { lost, doubled, faults }: Outcome): string =>
  doubled || faults.length || (safe && lost) ? 'FAILED' : 'ok';

const playLine = async (line: Line, { rounds, seed, browser }: Course): Promise<boolean> => {
  const world = await openWorld(createRandom(seed), browser);
  try {
    const outcome = await line.play(world, rounds);
    const verdict = verdictOf(line, outcome);
    const { made, lost, doubled, repeats, faults } = outcome;
    say(`| ${line.name} | ${made} | ${lost} | ${doubled} | ${repeats} | ${verdict} |`);
    for (const fault of faults) say(JSON.stringify(fault));
    return verdict === 'ok';
  } catch (error) {
    say(`| ${line.name} | broke: ${String(error).split('\n')[0]} | | | | FAILED |`);
    return false;
  } finally {
    await world.close();
  }
};

/** Prints one row of a table for each line; answers how many failed. */
export const playLines = async (course: Course): Promise<number> => {
  const { rounds, seed, browser, wanted } = course;
  let failed = 0;
  say(`seed ${seed}, ${rounds} rounds, ${browser}\n`);
  say('| line | events | lost | doubled | batches sent again | |\n| --- | --- | --- | --- | --- | --- |');
  for (const line of [...ENDINGS, ...TROUBLES]) {
    if (!wanted.some((text) => line.name.includes(text))) continue;
    if (line.chromiumOnly && browser !== 'chromium') say(`| ${line.name} | not run: the driver cannot | | | | |`);
    else if (!(await playLine(line, course))) failed++;
  }
  return failed;
};
