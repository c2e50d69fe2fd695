/** Finds a Chromium for the browser tests, or installs Debian's; a missing browser is a failure, never a skip. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fail, run } from './setup.mjs';

const KNOWN_PLACES = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const find = () => KNOWN_PLACES.find((path) => path && existsSync(path));

function installFromDebian() {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return;
  console.log('Installing Chromium from Debian …');
  const quiet = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  run('apt-get', ['update', '-qq'], quiet);
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], quiet);
}

export function ensureChromium() {
  if (!find()) installFromDebian();
  const path = find();
  if (!path)
    fail(
      'The browser tests need Chromium, and none was found.\nDebian or Ubuntu: apt-get install chromium    Elsewhere: install Chrome or Chromium and set CHROMIUM_PATH.',
    );
  return path;
}
