/**
 * `npm test`: set up, then every test there is. Arguments go to vitest, e.g. `npm test -- --project node`.
 * Browser tests mostly wait, so they run beside the others: one after the other would take half as long again.
 */
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { setUp } from './setup.mjs';

const REPORT = '.tsbuild/test-results.json';
const given = process.argv.slice(2);
const projects = (...names) => names.flatMap((name) => ['--project', name]);
const SUITES = given.includes('--project')
  ? [[]]
  : [projects('browser'), projects('node', 'dom', 'package', 'database')];

/** One vitest, with a report of its own; resolves with its exit code and its counts. */
function runSuite(suite, index, env) {
  const file = `.tsbuild/test-results-${index}.json`;
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const words = ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...suite, ...given];
  return new Promise((resolve) => {
    spawn(process.execPath, words, { env, stdio: 'inherit' }).on('exit', (code) => {
      const { numPassedTests = 0, numFailedTests = 0, testResults = [] } = read(file);
      resolve({ code: code ?? 1, numPassedTests, numFailedTests, failures: testResults.flatMap(failuresOf) });
    });
  });
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}

/** What failed in one file, a line each: the two suites print at the same time, and their ends are far apart. */
function failuresOf({ name, status, message, assertionResults }) {
  const file = relative(process.cwd(), name);
  const failed = assertionResults.filter((test) => test.status === 'failed');
  if (status === 'failed' && !failed.length) return [`${file}: ${firstLine(message)}`];
  return failed.map(({ fullName, failureMessages: [first] }) => `${file} > ${fullName}: ${firstLine(first)}`);
}

function firstLine(text = '') {
  return text.split('\n', 1)[0];
}

setUp();
const env = { ...process.env, CHROMIUM_PATH: ensureChromium() };
const results = await Promise.all(SUITES.map((suite, index) => runSuite(suite, index, env)));
const sum = (name) => results.reduce((total, result) => total + result[name], 0);
const failures = results.flatMap((result) => result.failures);
const [numPassedTests, numFailedTests] = [sum('numPassedTests'), sum('numFailedTests')];
writeFileSync(REPORT, JSON.stringify({ numPassedTests, numFailedTests, failures }));
for (const failure of failures) console.log(`FAILED: ${failure}`);
process.exit(Math.max(...results.map(({ code }) => code)));
