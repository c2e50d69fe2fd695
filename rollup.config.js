import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { relative, resolve, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import commonjs from '@rollup/plugin-commonjs';
import nodeResolve from '@rollup/plugin-node-resolve';
import replace from '@rollup/plugin-replace';
import terser from '@rollup/plugin-terser';
import { buildSync } from 'esbuild';
import dts from 'rollup-plugin-dts';
import esbuild from 'rollup-plugin-esbuild';

const read = (file) => JSON.parse(readFileSync(file, 'utf8'));
const SDK_VERSION = read('sdk/package.json').version;
const INGEST_VERSION = read('ingest/package.json').version;

/**
 * Names the files that the script tag loads later: by what they were built from, so that they can be cached for ever, and
 * known before any of them is built.
 */
const SDK_BUILD = (() => {
  const hash = createHash('sha256');
  const sources = ['sdk/src', 'ingest/src/contract'].flatMap((folder) =>
    readdirSync(folder, { recursive: true }).map((name) => `${folder}/${name}`),
  );
  for (const file of [...sources.sort(), 'rollup.config.js', 'package-lock.json'])
    if (/\.(tsx?|js|json)$/.test(file) && !/\.test\./.test(file)) hash.update(file).update(readFileSync(file));
  return hash.digest('hex').slice(0, 8);
})();

/** Browsers of the last four years: everything the SDK relies on (`composedPath`, `keepalive`, Web Locks) is older. */
const BROWSER_TARGET = 'es2022';

/** What of ingest may end up in a browser bundle: plain numbers, and a function that imports nothing. A schema would add 93 KB. */
const SHARED = ['ingest/src/contract/limits.ts', 'ingest/src/contract/anchor-key.ts'];

/** The one door. */
const contractGuard = {
  name: 'contract-guard',
  load(id) {
    const path = relative(process.cwd(), id).split(sep).join('/');
    const allowed = !path.startsWith('ingest/') || SHARED.includes(path);
    if (!allowed || /node_modules\/zod\//.test(path)) this.error(`${path} must not be part of a browser bundle`);
    return null;
  },
};

const minification = {
  ecma: 2020,
  module: true,
  compress: { passes: 3, unsafe_arrows: true, pure_getters: true, keep_fargs: false },
  format: { comments: false },
};

/** web-vitals has no end and no guard of its own; so it gets listeners, observers and timers that have both. */
const stoppableVitals = {
  name: 'stoppable-vitals',
  transform(code, id) {
    if (!id.includes('/node_modules/web-vitals/')) return null;
    const names =
      'addEventListener, document, PerformanceObserver, queueMicrotask, removeEventListener, requestAnimationFrame, requestIdleCallback, setTimeout';
    const own = code.replace(/globalThis\.requestIdleCallback\s*\|\|\s*setTimeout/, 'requestIdleCallback');
    if (own === code) this.error('web-vitals waits for idle time in another way now: look how, and guard that');
    return {
      code: `import { ${names} } from ${JSON.stringify(resolve('sdk/src/vitals/globals.ts'))};${own}`,
      map: null,
    };
  },
};

/** Keeps `'use client'`. */
const minifyEntry = terser({ ...minification, compress: { ...minification.compress, directives: false } });

/**
 * Names that no page, server or second copy of the SDK ever sees, and what they become in every file of the script tag:
 * the core and its other half pass each other objects. Capital letters, which no object of the wire uses.
 */
const INTERNAL_NAMES = [
  ...[
    'who',
    'shelf',
    'drop',
    'gone',
    'element',
    'head',
    'names',
    'told',
    'waiting',
    'last',
    'held',
    'keep',
    'safe',
    'slips',
  ],
  ...['write', 'added', 'tally', 'forget', 'post', 'store', 'wake', 'run', 'renew', 'become', 'nextSeq', 'stops'],
  ...[
    'counts',
    'endpoint',
    'gasp',
    'report',
    'tries',
    'passed',
    'rescue',
    'change',
    'afterMs',
    'verdict',
    'errors',
    'look',
    'later',
    'health',
    'sender',
  ],
];
const shortName = (at) => (at < 26 ? '' : '$') + String.fromCharCode(65 + (at % 26));
const nameCache = {
  props: { props: Object.fromEntries(INTERNAL_NAMES.map((name, at) => [`$${name}`, shortName(at)])) },
};
const minifyScript = terser({
  ...minification,
  compress: { ...minification.compress, unsafe: true },
  nameCache,
  mangle: { properties: { regex: new RegExp(`^(${INTERNAL_NAMES.join('|')})$`) } },
});

/** One word for both repeats more often, which is what gzip pays for. */
const oneDeclarator = {
  name: 'one-declarator',
  renderChunk: (code) => ({ code: code.replace(/\bconst(?=[ [{])/g, 'let'), map: null }),
};

/** The overlay reads answers of the server, where some of those names are fields; it passes the core no objects. */
const minifyRest = {
  name: 'minify-rest',
  renderChunk(code, chunk, output) {
    const { renderChunk } = chunk.facadeModuleId?.includes('/overlay/') ? minifyEntry : minifyScript;
    return renderChunk.call(this, code, chunk, output);
  },
};

const browser = (version) => [
  contractGuard,
  stoppableVitals,
  replace({
    preventAssignment: true,
    values: { __SDK_VERSION__: JSON.stringify(version), __BUILD__: JSON.stringify(SDK_BUILD) },
  }),
  nodeResolve({ browser: true, extensions: ['.ts', '.tsx', '.mjs', '.js'] }),
];

/**
 * Cuts out of rrweb's recorder what we never switch on: canvas contents (with a worker in a string), frames of other origins,
 * and what exists for its player and for its past. A fifth of the chunk. Fails when the recorder's text has changed.
 */
const slimRecorder = {
  name: 'slim-recorder',
  transform(code, id) {
    if (!/@rrweb\/record\/dist\/record\.js$/.test(id)) return null;
    const cut = (text, from, to, instead) => {
      const start = text.indexOf(from);
      const end = text.indexOf(to, start);
      if (start < 0 || end < 0) this.error(`rrweb's recorder has changed around "${from}"`);
      return text.slice(0, start) + instead + text.slice(end);
    };
    const canvas = 'class CanvasManager { reset() {} freeze() {} unfreeze() {} lock() {} unlock() {} }\n';
    let slim = cut(code, 'var chars = "ABC', 'class StylesheetManager {', canvas);
    slim = cut(slim, 'class BaseRRNode {', 'function on(type, fn', '');
    slim = cut(slim, 'const DEPARTED_MIRROR_ACCESS_WARNING', 'function throttle(', '');
    slim = cut(slim, 'n instanceof BaseRRNode', ' && "shadowRoot" in n', 'false');
    slim = cut(
      slim,
      '  transformCrossOriginEvent(iframeEl, e) {',
      'class ShadowDomManager {',
      '  transformCrossOriginEvent() {}\n}\n',
    );
    return { code: slim, map: null };
  },
};

const silentCircular = (warning, warn) => {
  if (warning.code === 'CIRCULAR_DEPENDENCY') throw new Error(warning.message);
  warn(warning);
};

const sdkEntries = Object.fromEntries(
  [
    ['index', 'sdk/src/index.ts'],
    ['react', 'sdk/src/react/index.ts'],
    ['testing', 'sdk/src/testing/index.ts'],
  ].filter(([, file]) => existsSync(file)),
);

/** Names of chunks change with their content: what earlier builds left would be published. */
const freshChunks = {
  name: 'fresh-chunks',
  buildStart: () => rmSync('sdk/dist/chunks', { recursive: true, force: true }),
};

/** Server components may import the hooks: the framework takes this line as the border. */
const useClient = ({ name }) => (name === 'react' ? "'use client';" : '');

const sdkModules = {
  input: sdkEntries,
  external: ['react'],
  output: [
    {
      dir: 'sdk/dist',
      format: 'es',
      entryFileNames: '[name].js',
      chunkFileNames: 'chunks/[name]-[hash].js',
      banner: useClient,
    },
    {
      dir: 'sdk/dist',
      format: 'cjs',
      entryFileNames: '[name].cjs',
      chunkFileNames: 'chunks/[name]-[hash].cjs',
      exports: 'named',
      banner: useClient,
    },
  ],
  plugins: [freshChunks, slimRecorder, ...browser(SDK_VERSION), esbuild({ target: BROWSER_TARGET }), minifyEntry],
  onwarn: silentCircular,
};

/** The declarations twice: `require` and `import` each want their own extension. */
const sdkTypes = ['d.ts', 'd.cts'].map((extension) => ({
  input: sdkEntries,
  external: ['react'],
  output: {
    dir: 'sdk/dist',
    format: 'es',
    entryFileNames: `[name].${extension}`,
    chunkFileNames: `chunks/[name]-types.${extension}`,
  },
  plugins: [
    dts({
      tsconfig: 'sdk/tsconfig.json',
      compilerOptions: { composite: false, incremental: false, emitDeclarationOnly: true },
    }),
  ],
}));

const SCRIPT_FOLDERS = ['sdk/dist', 'ingest/dist/public'];

/** A script tag finds its chunks beside itself, where the package's bundler splits them off. */
const chunksBesideScript = {
  name: 'chunks-beside-script',
  resolveId: (source) => (source === './chunks.ts' ? resolve('sdk/src/chunks.global.ts') : null),
  // The chunks' names change with every build: what an earlier one left would pile up.
  renderStart: ({ file }) => rmSync(resolve(file, '../t'), { recursive: true, force: true }),
};

const scriptTag = {
  input: 'sdk/src/script.ts',
  output: SCRIPT_FOLDERS.map((folder) => ({ file: `${folder}/t.js`, format: 'iife' })),
  plugins: [
    chunksBesideScript,
    ...browser(SDK_VERSION),
    esbuild({ target: BROWSER_TARGET }),
    minifyScript,
    oneDeclarator,
  ],
  onwarn: silentCircular,
};

/**
 * The script tag's other half, and what that loads when it is needed: modules named by their folder. What they share
 * with it they take from it, since it is always there before them.
 */
const scriptRest = {
  input: { rest: 'sdk/src/rest/index.ts' },
  // What parts share with it is exported from it: a file of its own would be one more request.
  preserveEntrySignatures: 'allow-extension',
  output: SCRIPT_FOLDERS.map((folder) => ({
    dir: `${folder}/t`,
    format: 'es',
    entryFileNames: `[name]-${SDK_BUILD}.js`,
    chunkFileNames: ({ facadeModuleId }) => `${facadeModuleId?.split(sep).at(-2) ?? 'shared'}-${SDK_BUILD}.js`,
  })),
  plugins: [slimRecorder, ...browser(SDK_VERSION), esbuild({ target: BROWSER_TARGET }), minifyRest, oneDeclarator],
  onwarn: silentCircular,
};

/** One module in, one module out, so that `import.meta.url` finds migrations and the engine's process entry from both. */
const server = {
  input: ['ingest/src/cli.ts', 'ingest/src/embedded/child.ts'],
  external: [
    ...builtinModules,
    /^node:/,
    ...Object.keys(read('ingest/package.json').dependencies).map((name) => new RegExp(`^${name}(/|$)`)),
  ],
  output: {
    dir: 'ingest/dist',
    format: 'es',
    preserveModules: true,
    preserveModulesRoot: 'ingest/src',
    sourcemap: true,
  },
  plugins: [
    replace({ preventAssignment: true, values: { __INGEST_VERSION__: JSON.stringify(INGEST_VERSION) } }),
    nodeResolve({ extensions: ['.ts', '.js'], exportConditions: ['node'] }),
    esbuild({ target: 'node20' }),
  ],
  onwarn: silentCircular,
};

/** Copies the page beside its bundle and names the assets by content, so that they can be cached for ever. */
const dashboardPage = {
  name: 'dashboard-page',
  // Names change with their content: what an earlier build left would pile up.
  renderStart: ({ dir }) => rmSync(resolve(dir, 'assets'), { recursive: true, force: true }),
  writeBundle({ dir }, bundle) {
    const [styles] = buildSync({
      entryPoints: ['dashboard-lite/src/styles.css'],
      bundle: true,
      minify: true,
      write: false,
    }).outputFiles;
    const named = (name, extension, contents) => {
      const file = `assets/${name}-${createHash('sha256').update(contents).digest('hex').slice(0, 8)}.${extension}`;
      writeFileSync(resolve(dir, file), contents);
      return `/${file}`;
    };
    const entry = (name) => Object.values(bundle).find((chunk) => chunk.isEntry && chunk.name === name).fileName;
    const player = readFileSync('dashboard-lite/player.html', 'utf8');
    writeFileSync(resolve(dir, 'player.html'), player.replace('/assets/player.js', `/${entry('player')}`));
    const page = readFileSync('dashboard-lite/index.html', 'utf8')
      .replace('/assets/main.js', `/${entry('main')}`)
      .replace('/assets/styles.css', named('styles', 'css', styles.contents))
      .replace('/assets/icon.svg', named('icon', 'svg', readFileSync('dashboard-lite/icon.svg')));
    writeFileSync(resolve(dir, 'index.html'), page);
  },
};

/**
 * Without the SDK's bolder options: Preact and signals hook into each other through `_` names (mangled, nothing renders),
 * and reading a signal is an effect (`pure_getters` removes the subscription).
 */
const minifyDashboard = terser({
  ecma: 2020,
  module: true,
  compress: { passes: 3, unsafe_arrows: true },
  format: { comments: false },
});

const dashboard = {
  input: { main: 'dashboard-lite/src/main.tsx', player: 'dashboard-lite/src/player/main.ts' },
  output: {
    dir: 'ingest/dist/dashboard',
    format: 'es',
    entryFileNames: 'assets/[name]-[hash].js',
    chunkFileNames: 'assets/[name]-[hash].js',
  },
  plugins: [
    ...browser(SDK_VERSION),
    commonjs(),
    esbuild({ target: BROWSER_TARGET, jsx: 'automatic', jsxImportSource: 'preact' }),
    minifyDashboard,
    dashboardPage,
  ],
  onwarn: silentCircular,
};

/** Prints what a browser has to fetch. The budgets themselves are tests: `sdk/test/package/size.test.ts`. */
const report = {
  name: 'report',
  closeBundle() {
    cpSync('examples/demo-site', 'ingest/dist/demo-site', { recursive: true });
    for (const folder of ['ingest/dist/public', 'ingest/dist/public/t', 'ingest/dist/dashboard/assets']) {
      if (!existsSync(folder)) continue;
      for (const name of readdirSync(folder).filter((file) => /\.(js|css)$/.test(file))) {
        const size = gzipSync(readFileSync(`${folder}/${name}`), { level: 9 }).length;
        console.log(`${`${folder}/${name}`.padEnd(56)} ${String(size).padStart(7)} B gzip`);
      }
    }
  },
};
/** Hashes for `integrity` attributes, printed and in the package. Every part of the script tag's form has its own. */
const integrity = {
  name: 'integrity',
  closeBundle() {
    const files = ['t.js', ...readdirSync('sdk/dist/t').map((name) => `t/${name}`)].filter((name) =>
      name.endsWith('.js'),
    );
    const hashOf = (file) =>
      createHash('sha384')
        .update(readFileSync(`sdk/dist/${file}`))
        .digest('base64');
    const hashes = Object.fromEntries(files.map((file) => [file, `sha384-${hashOf(file)}`]));
    for (const [file, hash] of Object.entries(hashes)) console.log(`${file.padEnd(28)} ${hash}`);
    writeFileSync('sdk/dist/sri.json', `${JSON.stringify(hashes, null, 2)}\n`);
  },
};
dashboard.plugins.push(report, integrity);

export default [server, sdkModules, ...sdkTypes, scriptTag, scriptRest, dashboard];
