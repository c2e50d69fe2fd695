/**
 * The example with a build of its own: installs it from its lock file, builds and starts it, as its own `npm ci`, `npm run build` and
 * `npm start` do. `trodden` in it is the package of this checkout, packed as npm would.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const folder = join(dirname(fileURLToPath(import.meta.url)), 'next');
const NEXT = join(folder, 'node_modules/next/dist/bin/next');
const own = { NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' };

async function run(command, ...args) {
  const child = spawn(command, args, {
    cwd: folder,
    env: { ...process.env, ...own },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += chunk;
    });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${said}`);
}

/** @returns where it is, and how to end it */
export async function serveNext({ host, key, port = 0 }) {
  await run('npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund');
  await run(process.execPath, NEXT, 'build');
  const child = spawn(process.execPath, [NEXT, 'start', '--port', String(port), '--hostname', '127.0.0.1'], {
    cwd: folder,
    env: { ...process.env, ...own, TRODDEN_HOST: host, TRODDEN_KEY: key },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const url = await new Promise((resolve, reject) => {
    ended.then(([code]) => reject(new Error(`next start ended with ${code}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const at = /http:\/\/(?:localhost|127\.0\.0\.1):(\d+)/.exec(line)?.[1];
      if (at !== undefined) resolve(`http://localhost:${at}`);
    });
  });
  return {
    url,
    async close() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
