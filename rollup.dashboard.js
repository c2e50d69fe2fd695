import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import commonjs from '@rollup/plugin-commonjs';
import terser from '@rollup/plugin-terser';
import { buildSync } from 'esbuild';
import esbuild from 'rollup-plugin-esbuild';
import { BROWSER_TARGET, browser, integrity, licenses, report, SDK_VERSION, silentCircular } from './rollup.plugins.js';

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

export const dashboard = {
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
    report,
    integrity,
    licenses,
  ],
  onwarn: silentCircular,
};
