import { existsSync, rmSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { resolve, sep } from 'node:path';
import nodeResolve from '@rollup/plugin-node-resolve';
import replace from '@rollup/plugin-replace';
import terser from '@rollup/plugin-terser';
import dts from 'rollup-plugin-dts';
import esbuild from 'rollup-plugin-esbuild';
import { dashboard } from './rollup.dashboard.js';
import {
  BROWSER_TARGET,
  browser,
  INGEST_VERSION,
  read,
  SDK_BUILD,
  SDK_VERSION,
  silentCircular,
  slimRecorder,
} from './rollup.plugins.js';
import { slimPreact } from './rollup.preact.js';

const minification = {
  ecma: 2020,
  module: true,
  compress: { passes: 3, unsafe_arrows: true, pure_getters: true, keep_fargs: false },
  format: { comments: false },
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
const shortName = (at) => ['', '$', '_'][Math.floor(at / 26)] + String.fromCharCode(65 + (at % 26));
const nameCache = {
  props: { props: Object.fromEntries(INTERNAL_NAMES.map((name, at) => [`$${name}`, shortName(at)])) },
};
const minifyScript = terser({
  ...minification,
  compress: { ...minification.compress, unsafe: true },
  nameCache,
  mangle: { properties: { regex: new RegExp(`^(${INTERNAL_NAMES.join('|')})$`) } },
});

/** What the overlay and its details call things among themselves; never a field of an answer or of the DOM. Preact's own begin with `_`. */
const OVERLAY_NAMES = [
  'recorded today itemNeighbours neighboursKept neighbours bothSections exactName itemText itemLink holds precision loose',
  'counted inShadow entry outer given section near interactive confidence outcome peopleAtLeast clickedViews compared people',
  'reasons paintedX paintedY follow carrier sheet spot spots layer busy chosen trouble small details replayUrl choose reload',
  'blockedBy raise include place refresh answer filters releases dress',
].flatMap((line) => line.split(' '));
const overlayNames = {
  props: { props: Object.fromEntries(OVERLAY_NAMES.map((name, at) => [`$${name}`, shortName(at)])) },
};
const minifyOverlay = terser({
  ...minification,
  compress: { ...minification.compress, unsafe: true },
  nameCache: overlayNames,
  mangle: { properties: { regex: new RegExp(`^(_\\w+|${OVERLAY_NAMES.join('|')})$`) } },
});

/** One word for both repeats more often, which is what gzip pays for. */
const oneDeclarator = {
  name: 'one-declarator',
  renderChunk: (code) => ({ code: code.replace(/\bconst(?=[ [{])/g, 'let'), map: null }),
};

/** The folder whose face a lazy file is; the overlay's also holds what its own lazy file takes from it, and has no face then. */
const folderOf = ({ facadeModuleId, moduleIds }) =>
  (facadeModuleId ?? moduleIds.find((id) => id.endsWith(`overlay${sep}index.ts`)))?.split(sep).at(-2) ?? 'shared';

/** The overlay reads answers of the server, where some of those names are fields; it passes the core no objects. */
const minifyRest = {
  name: 'minify-rest',
  renderChunk(code, chunk, output) {
    const { renderChunk } = ['overlay', 'details'].includes(folderOf(chunk)) ? minifyOverlay : minifyScript;
    return renderChunk.call(this, code, chunk, output);
  },
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
  plugins: [
    freshChunks,
    slimPreact,
    slimRecorder,
    ...browser(SDK_VERSION),
    esbuild({ target: BROWSER_TARGET }),
    minifyEntry,
  ],
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
    chunkFileNames: (chunk) => `${folderOf(chunk)}-${SDK_BUILD}.js`,
  })),
  plugins: [
    slimPreact,
    slimRecorder,
    ...browser(SDK_VERSION),
    esbuild({ target: BROWSER_TARGET }),
    minifyRest,
    oneDeclarator,
  ],
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

export default [server, sdkModules, ...sdkTypes, scriptTag, scriptRest, dashboard];
