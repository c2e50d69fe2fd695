/** What both commands need first: dependencies that match the lock file, and builds that match the sources. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const OLDEST_NODE = [20, 19];
const BUILD_STAMP = join(root, 'ingest/dist/.build-stamp');
const BUILD_INPUTS = [
  'sdk/src',
  'ingest/src',
  'dashboard-lite/src',
  'dashboard-lite/index.html',
  'dashboard-lite/player.html',
  'examples/demo-site',
  'rollup.config.js',
  'rollup.dashboard.js',
  'rollup.plugins.js',
  'package-lock.json',
  'sdk/package.json',
  'ingest/package.json',
];

export function fail(message) {
  process.stderr.write(`\n${message}\n\n`);
  process.exit(1);
}

export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (error) fail(`Could not run ${command}: ${error.message}`);
  return status ?? 1;
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]))
    fail(`Trodden needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.version}.`);
}

/** npm writes its own copy of the lock file last, so an older copy means the lock has moved on since. */
function install() {
  const installed = join(root, 'node_modules/.package-lock.json');
  const lock = join(root, 'package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  console.log('Installing dependencies (once; about 600 MB, nearly all of it the embedded ClickHouse) …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  if (run(npm, ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error']) !== 0)
    fail('npm ci failed, see above.');
}

function* files(path) {
  if (!statSync(path).isDirectory()) yield path;
  else for (const name of readdirSync(path).sort()) yield* files(join(path, name));
}

function sourceHash() {
  const hash = createHash('sha256');
  for (const input of BUILD_INPUTS)
    for (const file of files(join(root, input)))
      if (!/\.test\.tsx?$/.test(file)) hash.update(file.slice(root.length)).update(readFileSync(file));
  return hash.digest('hex');
}

function build() {
  const hash = sourceHash();
  if (existsSync(BUILD_STAMP) && readFileSync(BUILD_STAMP, 'utf8') === hash) return;
  console.log('Building …');
  if (run(process.execPath, ['node_modules/rollup/dist/bin/rollup', '-c', '--silent']) !== 0)
    fail('The build failed, see above.');
  mkdirSync(dirname(BUILD_STAMP), { recursive: true });
  writeFileSync(BUILD_STAMP, hash);
}

export function setUp() {
  checkNode();
  install();
  build();
}
