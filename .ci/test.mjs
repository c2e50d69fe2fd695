/** `npm test`: set up, then every test there is. Arguments go to vitest, e.g. `npm test -- --project node`. */
import { ensureChromium } from './chromium.mjs';
import { run, setUp } from './setup.mjs';

setUp();
const CHROMIUM_PATH = ensureChromium();
const reporters = ['--reporter=default', '--reporter=json', '--outputFile.json=.tsbuild/test-results.json'];
process.exit(
  run(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...process.argv.slice(2)], {
    env: { ...process.env, CHROMIUM_PATH },
  }),
);
