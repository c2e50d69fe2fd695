/**
 * `npm run example -- react`: a Trodden server on a data directory of its own, and the example beside it. With TRODDEN_HOST and TRODDEN_KEY
 * set, the example talks to your server instead.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { serveExample } from './serve.mjs';
import { serveNext } from './serve-next.mjs';

const examples = dirname(fileURLToPath(import.meta.url));
const cli = join(examples, '../ingest/dist/cli.js');
const names = readdirSync(examples).filter(
  (name) => name === 'next' || (name !== 'demo-site' && existsSync(join(examples, name, 'index.html'))),
);
const [name = ''] = process.argv.slice(2);
if (!names.includes(name)) {
  console.error(`Say which: npm run example -- ${names.join(' | ')}`);
  process.exit(2);
}

function startServer(dataDir, key) {
  const env = {
    ...process.env,
    PORT: '0',
    TRODDEN_DATA_DIR: dataDir,
    TRODDEN_PUBLIC_KEY: key,
    TRODDEN_LOG_LEVEL: 'warn',
  };
  const child = spawn(process.execPath, [cli, 'start'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const url = /^trodden ready (\S+)$/.exec(line)?.[1];
      if (url !== undefined) resolve({ child, url });
      else if (line.includes('Dashboard')) console.log(line);
    });
  });
}

/** A secret that the example's own server signs tokens with, and that Trodden checks them with. */
async function shareSecret(dataDir, secret) {
  const file = join(dataDir, 'example-secret');
  writeFileSync(file, secret, { mode: 0o600 });
  const child = spawn(process.execPath, [cli, 'project', 'identity', 'default', '--secret-file', file], {
    env: { ...process.env, TRODDEN_DATA_DIR: dataDir },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await new Promise((resolve) => child.once('exit', resolve));
  rmSync(file);
}

let host = process.env.TRODDEN_HOST ?? '';
let key = process.env.TRODDEN_KEY ?? '';
const secret = process.env.APP_SECRET ?? randomBytes(32).toString('hex');
let stop = () => process.exit(0);
if (host === '') {
  if (!existsSync(cli)) {
    console.error('The server is not built. Run: npm run build');
    process.exit(2);
  }
  const dataDir = mkdtempSync(join(tmpdir(), `trodden-example-${name}-`));
  key = `pk_${randomBytes(12).toString('hex')}`;
  const { child, url } = await startServer(dataDir, key);
  host = url;
  if (name === 'verified-identity') await shareSecret(dataDir, secret);
  stop = () => {
    child.removeAllListeners('exit').once('exit', () => {
      rmSync(dataDir, { recursive: true, force: true });
      process.exit(0);
    });
    child.kill('SIGTERM');
  };
}
const facts = { host, key, secret, port: Number(process.env.EXAMPLE_PORT ?? 0) };
if (name === 'next') console.log('  Installing and building Next, a minute or two …');
const example = await (name === 'next' ? serveNext(facts) : serveExample(name, facts));
console.log(`  Example      ${example.url}/`);
const end = () => {
  void example.close();
  stop();
};
process.on('SIGINT', end).on('SIGTERM', end);
