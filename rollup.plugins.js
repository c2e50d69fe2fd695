import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import nodeResolve from '@rollup/plugin-node-resolve';
import replace from '@rollup/plugin-replace';

export const read = (file) => JSON.parse(readFileSync(file, 'utf8'));
export const SDK_VERSION = read('sdk/package.json').version;
export const INGEST_VERSION = read('ingest/package.json').version;

/** What else decides what the script tag's files hold. */
const ROLLUP_FILES = ['rollup.config.js', 'rollup.plugins.js'];

/**
 * Names the files that the script tag loads later: by what they were built from, so that they can be cached for ever, and
 * known before any of them is built.
 */
export const SDK_BUILD = (() => {
  const hash = createHash('sha256');
  const sources = ['sdk/src', 'ingest/src/contract'].flatMap((folder) =>
    readdirSync(folder, { recursive: true }).map((name) => `${folder}/${name}`),
  );
  for (const file of [...sources.sort(), ...ROLLUP_FILES, 'package-lock.json'])
    if (/\.(tsx?|js|json)$/.test(file) && !/\.test\./.test(file)) hash.update(file).update(readFileSync(file));
  return hash.digest('hex').slice(0, 8);
})();

/** Browsers of the last four years: everything the SDK relies on (`composedPath`, `keepalive`, Web Locks) is older. */
export const BROWSER_TARGET = 'es2022';

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

export const browser = (version) => [
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
export const slimRecorder = {
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

export const silentCircular = (warning, warn) => {
  if (warning.code === 'CIRCULAR_DEPENDENCY') throw new Error(warning.message);
  warn(warning);
};

/** Prints what a browser has to fetch. The budgets themselves are tests: `sdk/test/package/size.test.ts`. */
export const report = {
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

/** What of other people's work is inside of our files, and where its licence stands. rrweb's packages come without the text. */
const BUNDLED = {
  '@rrweb/record and rrweb': 'sdk/licenses/rrweb.txt',
  'idb-keyval': 'node_modules/idb-keyval/LICENCE',
  preact: 'node_modules/preact/LICENSE',
  '@preact/signals': 'node_modules/@preact/signals/LICENSE',
  'web-vitals': 'node_modules/web-vitals/LICENSE',
};

/** The licences travel with the files, as they ask for. */
export const licenses = {
  name: 'licenses',
  closeBundle() {
    const texts = Object.entries(BUNDLED).map(([name, file]) => `${name}\n\n${readFileSync(file, 'utf8').trim()}\n`);
    const rule = `\n${'-'.repeat(80)}\n\n`;
    for (const folder of ['sdk/dist', 'ingest/dist/public', 'ingest/dist/dashboard'])
      if (existsSync(folder)) writeFileSync(`${folder}/LICENSES.txt`, texts.join(rule));
  },
};

/** Hashes for `integrity` attributes, printed and in the package. Every part of the script tag's form has its own. */
export const integrity = {
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
