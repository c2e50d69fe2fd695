import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** A built file in memory, in every form a browser may ask for. */
export interface StaticFile {
  type: string;
  etag: string;
  plain: Buffer;
  gzip: Buffer | undefined;
  brotli: Buffer | undefined;
  /** Its name carries a hash of its content. */
  isHashed: boolean;
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};
const COMPRESSIBLE = /^(text|application)\/|svg/;
/** Smaller files gain nothing that a packet would notice. */
const COMPRESS_FROM_BYTES = 256;
const HASHED_NAME = /-[A-Za-z0-9_-]{8,}\.\w+$/;
/** What is left of a hashed name without its hash; nothing of any other. */
const stemOf = (path: string) => (HASHED_NAME.test(path) ? path.replace(HASHED_NAME, '') : undefined);
const BROTLI_QUALITY = 9;

function load(path: string, transform: Transform): StaticFile | undefined {
  const type = TYPES[extname(path)];
  if (type === undefined) return undefined;
  const plain = transform(readFileSync(path), type);
  const isWorthwhile = COMPRESSIBLE.test(type) && plain.length >= COMPRESS_FROM_BYTES;
  return {
    type,
    etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
    plain,
    gzip: isWorthwhile ? gzipSync(plain, { level: 9 }) : undefined,
    brotli: isWorthwhile
      ? brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } })
      : undefined,
    isHashed: HASHED_NAME.test(path),
  };
}

type Transform = (content: Buffer, type: string) => Buffer;

/** A folder of built files. Only what was in it can be asked for: no path of a request ever reaches the disk. */
export interface Folder {
  /** `path` without a leading slash, `/` between folders. */
  get(path: string): StaticFile | undefined;
  /** The file whose name differs in the hash alone. */
  sibling(path: string): StaticFile | undefined;
}

/**
 * Reads a folder when it is first asked for, and again when files were added or removed (a build names most by content).
 * The files are few and small: a browser library, a dashboard, a demo.
 */
export function openFolder(dir: string, transform: Transform = (content) => content): Folder {
  let files = new Map<string, StaticFile | undefined>();
  let builtAtMs = -1;

  const readAll = (changedAtMs: number) => {
    files = new Map();
    builtAtMs = changedAtMs;
    for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      files.set(relative(dir, path).split(sep).join('/'), load(path, transform));
    }
  };

  const current = () => {
    // The folder is missing until it is built; asking the disk again costs a moment only then.
    const changedAtMs = statSync(dir, { throwIfNoEntry: false })?.mtimeMs;
    if (changedAtMs !== undefined && changedAtMs !== builtAtMs) readAll(changedAtMs);
    return files;
  };

  return {
    get: (path) => current().get(path),
    sibling(path) {
      const stem = stemOf(path);
      const name = stem && [...current().keys()].find((other) => stemOf(other) === stem);
      return name ? files.get(name) : undefined;
    },
  };
}
