import { dirname, posix } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Foreign } from './foreign.ts';
import type { Source } from './sources.ts';

const REGISTRY = 'https://registry.npmjs.org';
const BLOCK_BYTES = 512;
const packs = new Map<string, Promise<Map<string, Buffer>>>();

/** The plain files of a tar archive by their path. */
function untar(archive: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (let at = 0; at + BLOCK_BYTES <= archive.length && archive[at]; ) {
    const text = (start: number, end: number) => archive.toString('utf8', at + start, at + end).split('\0')[0] ?? '';
    const size = Number.parseInt(text(124, 136).trim(), 8);
    const path = [text(345, 500), text(0, 100)].filter(Boolean).join('/');
    if (/^[0\0]?$/.test(text(156, 157))) files.set(path, archive.subarray(at + BLOCK_BYTES, at + BLOCK_BYTES + size));
    at += BLOCK_BYTES + Math.ceil(size / BLOCK_BYTES) * BLOCK_BYTES;
  }
  return files;
}

async function fetchPack(pack: string, version: string): Promise<Map<string, Buffer>> {
  const answer = await fetch(`${REGISTRY}/${pack}/-/${pack}-${version}.tgz`);
  if (!answer.ok) throw new Error(`${pack} ${version}: ${answer.status}`);
  return untar(gunzipSync(Buffer.from(await answer.arrayBuffer())));
}

/** Its words do not change with the seed; presses and changes do. */
export async function theme({ name, pack, version, file }: Foreign): Promise<Source> {
  const once = packs.get(pack) ?? fetchPack(pack, version);
  packs.set(pack, once);
  const files = await once;
  const html = files.get(file)?.toString('utf8');
  if (!html) throw new Error(`${pack} has no ${file}`);
  const beside = [...files].filter(([path]) => /\.(css|js)$/.test(path) && path.startsWith(dirname(file)));
  return {
    name,
    tuned: false,
    foreign: true,
    translated: false,
    html: () => html,
    files: new Map(beside.map(([path, body]) => [`/${posix.relative(dirname(file), path)}`, body])),
  };
}
