/**
 * `npm run check:bundlers`: packs both packages as npm would, installs them beside nothing, and tries every entry in every way that people
 * load it. Prints a table; the exit code is 1 when anything does not work.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import webpack from 'webpack';
import { root } from './setup.mjs';

const modules = join(root, 'node_modules');
const project = mkdtempSync(join(tmpdir(), 'trodden-bundlers-'));
const installed = join(project, 'node_modules');
mkdirSync(join(installed, '@trodden'), { recursive: true });
writeFileSync(join(project, 'package.json'), '{ "name": "empty", "private": true, "type": "module" }');
const run = (command, ...args) =>
  execFileSync(command, args, { cwd: project, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const load = async (name) => import(pathToFileURL(join(modules, name)).href);

/** Unpacked from the very file that would be published; dependencies are those of this checkout. */
function install(folder, name) {
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', project], {
      cwd: join(root, folder),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );
  const to = join(installed, name);
  mkdirSync(to, { recursive: true });
  run('tar', '-xzf', packed.filename, '-C', to, '--strip-components=1');
}
function linkOthers() {
  for (const name of readdirSync(modules)) {
    if (name === 'trodden' || name === '@trodden' || name.startsWith('.')) continue;
    symlinkSync(join(modules, name), join(installed, name));
  }
}

const ENTRIES = {
  trodden: { names: ['init'], use: 'typeof init' },
  'trodden/react': {
    names: ['TroddenProvider', 'useAuth', 'useTrack'],
    use: 'typeof TroddenProvider + typeof useTrack',
  },
  'trodden/testing': { names: ['watchOutgoing', 'expectNoSecrets'], use: 'typeof watchOutgoing' },
};
const write = (name, text) => {
  writeFileSync(join(project, name), text);
  return name;
};
const importing = (entry) => `import { ${ENTRIES[entry].names.join(', ')} } from '${entry}';\n`;
const expected = (entry) => (entry === 'trodden/react' ? 'functionfunction' : 'function');
const esm = (entry) => `${importing(entry)}console.log(${ENTRIES[entry].use});\n`;
const cjs = (entry) =>
  `const { ${ENTRIES[entry].names.join(', ')} } = require('${entry}');\nconsole.log(${ENTRIES[entry].use});\n`;
/** Runs what a bundler made; a browser's globals are not needed to load it. */
function runs(file, entry) {
  const said = run(process.execPath, file).trim();
  if (said !== expected(entry)) throw new Error(`said ${said}`);
}
const types = (entry, module, resolution, name) => {
  write(name, `${importing(entry)}export const all = [${ENTRIES[entry].names.join(', ')}];\n`);
  const flags = [
    '--noEmit',
    '--strict',
    '--skipLibCheck',
    '--target',
    'es2022',
    '--lib',
    'es2023,dom',
    '--jsx',
    'react-jsx',
    '--types',
    'node',
  ];
  run(
    process.execPath,
    join(modules, 'typescript/bin/tsc'),
    ...flags,
    '--module',
    module,
    '--moduleResolution',
    resolution,
    name,
  );
};

async function withWebpack(entry, name) {
  const compiler = webpack({
    mode: 'production',
    target: 'node20',
    context: project,
    entry: `./${name}`,
    // What is loaded by `import` becomes files of their own, as in a host app.
    output: { path: join(project, 'webpack'), filename: 'out.cjs', chunkFilename: '[id].cjs', clean: true },
    externals: { 'playwright-core': 'commonjs playwright-core' },
  });
  const stats = await promisify(compiler.run.bind(compiler))();
  await promisify(compiler.close.bind(compiler))();
  const { errors, warnings } = stats.compilation;
  if (errors.length + warnings.length > 0) throw new Error(String(errors[0] ?? warnings[0]));
  runs('webpack/out.cjs', entry);
}

const WAYS = {
  'Node, import': (entry) => runs(write('a.mjs', esm(entry)), entry),
  'Node, require': (entry) => runs(write('a.cjs', cjs(entry)), entry),
  'types, node16': (entry) => types(entry, 'node16', 'node16', 'a.ts'),
  'types, node16 from CommonJS': (entry) => types(entry, 'node16', 'node16', 'a.cts'),
  'types, bundler': (entry) => types(entry, 'esnext', 'bundler', 'b.ts'),
  async esbuild(entry) {
    const { build } = await load('esbuild/lib/main.js');
    const entryPoints = [join(project, write('e.js', esm(entry)))];
    await build({
      entryPoints,
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      outdir: join(project, 'esbuild'),
      outExtension: { '.js': '.mjs' },
      external: ['react', 'playwright-core'],
      logLevel: 'silent',
    });
    runs('esbuild/e.mjs', entry);
  },
  async rollup(entry) {
    const { rollup } = await load('rollup/dist/es/rollup.js');
    const { nodeResolve } = await load('@rollup/plugin-node-resolve/dist/es/index.js');
    const bundle = await rollup({
      input: join(project, write('r.js', esm(entry))),
      plugins: [nodeResolve()],
      external: [/^react/, /^node:/, 'playwright-core'],
      onwarn() {},
    });
    await bundle.write({
      dir: join(project, 'rollup'),
      format: 'esm',
      entryFileNames: 'r.mjs',
      chunkFileNames: '[name]-[hash].mjs',
    });
    await bundle.close();
    runs('rollup/r.mjs', entry);
  },
  async vite(entry) {
    const { build } = await load('vite/dist/node/index.js');
    const input = join(project, write('v.js', esm(entry)));
    await build({
      root: project,
      logLevel: 'silent',
      configFile: false,
      build: {
        outDir: 'vite',
        minify: true,
        target: 'es2022',
        lib: { entry: input, formats: ['es'], fileName: () => 'v.mjs' },
        rollupOptions: { external: [/^react/, /^node:/, 'playwright-core'] },
      },
    });
    runs('vite/v.mjs', entry);
  },
  webpack: (entry) => withWebpack(entry, write('w.mjs', esm(entry))),
  'webpack, CommonJS': (entry) => withWebpack(entry, write('w.cjs', cjs(entry))),
};

const server = ['node_modules/@trodden/ingest/dist/cli.js'];
const SERVER_WAYS = {
  '--version': () => run(process.execPath, ...server, '--version'),
  '--help': () => {
    if (!run(process.execPath, ...server, '--help').includes('trodden-ingest'))
      throw new Error('says nothing of itself');
  },
  async start() {
    const env = { PATH: process.env.PATH, PORT: '0', TRODDEN_DATA_DIR: join(project, 'data') };
    const child = spawn(process.execPath, [...server, 'start'], {
      cwd: project,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    let said = '';
    for await (const chunk of child.stdout) {
      said += chunk;
      const url = /^trodden ready (\S+)$/m.exec(said)?.[1];
      if (url === undefined) continue;
      const [ready, script, page] = await Promise.all(['/readyz', '/t.js', '/'].map((path) => fetch(url + path)));
      child.kill('SIGTERM');
      if (![ready, script, page].every(({ ok }) => ok)) throw new Error('does not serve what it should');
      break;
    }
    if ((await ended) !== 0) throw new Error('did not end cleanly');
  },
};

const results = [];
async function attempt(what, way, work) {
  try {
    await work();
    results.push({ what, way, ok: true });
  } catch (error) {
    results.push({
      what,
      way,
      ok: false,
      why: String(error.stdout || error.stderr || error.message || error).slice(0, 300),
    });
  }
}
try {
  install('sdk', 'trodden');
  install('ingest', '@trodden/ingest');
  linkOthers();
  for (const entry of Object.keys(ENTRIES))
    for (const [way, work] of Object.entries(WAYS)) await attempt(entry, way, () => work(entry));
  for (const [way, work] of Object.entries(SERVER_WAYS)) await attempt('@trodden/ingest', way, work);
} finally {
  rmSync(project, { recursive: true, force: true, maxRetries: 3 });
}
for (const { what, way, ok, why } of results)
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${what.padEnd(17)} ${way}${ok ? '' : `\n${why}`}`);
const good = results.filter(({ ok }) => ok).length;
console.log(`${good} of ${results.length} combinations work.`);
process.exit(good === results.length ? 0 : 1);
