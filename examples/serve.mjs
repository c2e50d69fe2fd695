/**
 * Serves one example: fills {{TRODDEN_HOST}} and {{TRODDEN_KEY}} into its pages, bundles its `main.jsx` or `main.js` when it has one,
 * and lets its `server.mjs`, when it has one, answer first. What an example shows lies in its own folder; nothing of it is here.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { dirname, extname, join, normalize } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const examples = dirname(fileURLToPath(import.meta.url));
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};
const ENTRIES = ['main.jsx', 'main.js'];

/** The code of an example, in one file, as a build of your own would make it. */
async function bundle(folder) {
  const entry = ENTRIES.map((name) => join(folder, name)).find(existsSync);
  if (entry === undefined) return undefined;
  const { build } = await import('esbuild');
  const sdk = join(examples, '../sdk/dist');
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    // In this repository the packages are those of the checkout.
    alias: { 'trodden/react': join(sdk, 'react.js'), trodden: join(sdk, 'index.js') },
    define: {
      'process.env.NODE_ENV': '"production"',
      __VUE_OPTIONS_API__: 'false',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
  });
  return outputFiles[0].text;
}

/**
 * @param name the example's folder
 * @param options `host` and `key` of the Trodden server; `secret` for examples whose server signs tokens
 * @returns where it is, and how to end it
 */
export async function serveExample(name, { host, key, secret = '', port = 0 }) {
  const folder = join(examples, name);
  const code = await bundle(folder);
  const own = join(folder, 'server.mjs');
  const { answer = undefined, headers = () => ({}) } = existsSync(own) ? await import(pathToFileURL(own).href) : {};
  const facts = { host, key, secret };
  const filled = (text) => text.replaceAll('{{TRODDEN_HOST}}', host).replaceAll('{{TRODDEN_KEY}}', key);

  const server = createServer(async (request, response) => {
    if (answer !== undefined && (await answer(request, response, facts))) return;
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const send = (type, text) => response.writeHead(200, { 'Content-Type': type, ...headers(facts) }).end(text);
    if (pathname === '/favicon.ico') return response.writeHead(204).end();
    if (pathname === '/main.js' && code !== undefined) return send(TYPES['.js'], filled(code));
    // An address without an extension is a page; one that a single-page app made up is its first one.
    const wanted = extname(pathname) === '' ? `${pathname === '/' ? '/index' : pathname}.html` : pathname;
    const file = join(folder, normalize(wanted));
    const found = file.startsWith(folder) && existsSync(file) ? file : join(folder, 'index.html');
    const type = TYPES[extname(found)];
    if (type === undefined || (found !== file && extname(pathname) !== '')) return response.writeHead(404).end();
    send(type, filled(await readFile(found, 'utf8')));
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${server.address().port}`,
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}
