/** What npm users get: publint on both packages, are-the-types-wrong on the one that ships types. */
import { run, setUp } from './setup.mjs';

setUp();
const bin = (name) => [`node_modules/.bin/${name}`];
const checks = [
  [...bin('publint'), '--strict', 'sdk'],
  [...bin('publint'), '--strict', 'ingest'],
  // `node10` cannot read `exports` at all; every resolver since 2022 can. What is no module has no types.
  [
    ...bin('attw'),
    '--pack',
    'sdk',
    '--profile',
    'node16',
    '--no-emoji',
    '--exclude-entrypoints',
    './t.js',
    './sri.json',
  ],
];
const failed = checks.filter(([command, ...args]) => run(command, args) !== 0);
for (const check of failed) console.error(`FAILED: ${check.join(' ')}`);
process.exit(failed.length === 0 ? 0 : 1);
