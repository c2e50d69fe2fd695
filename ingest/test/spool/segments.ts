import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BlockSource } from '../../src/store/index.ts';

/** What damage does to the bytes of a file. */
export type Damage = (bytes: Buffer, at: number, size: number) => Buffer;

const within = (bytes: Buffer, at: number) => (bytes.length === 0 ? 0 : at % bytes.length);

export const DAMAGES: Record<string, Damage> = {
  'bit flip'(bytes, at, size) {
    const copy = Buffer.from(bytes);
    const where = within(copy, at);
    if (copy.length > 0) copy[where] = (copy[where] ?? 0) ^ (1 << (size % 8));
    return copy;
  },
  truncation: (bytes, at) => bytes.subarray(0, within(bytes, at)),
  'zero page'(bytes, at, size) {
    const copy = Buffer.from(bytes);
    const where = within(copy, at);
    return copy.fill(0, where, Math.min(copy.length, where + 1 + (size % 4_096)));
  },
  'foreign bytes': (bytes, at, size) =>
    Buffer.concat([
      bytes.subarray(0, within(bytes, at)),
      Buffer.alloc(1 + (size % 300), 'foreign'),
      bytes.subarray(within(bytes, at)),
    ]),
  'a piece missing': (bytes, at, size) =>
    Buffer.concat([bytes.subarray(0, within(bytes, at)), bytes.subarray(within(bytes, at) + 1 + (size % 500))]),
  'a piece twice': (bytes, at, size) => {
    const where = within(bytes, at);
    return Buffer.concat([bytes.subarray(0, where + (size % 2_000)), bytes.subarray(where)]);
  },
  'a tail of zeros': (bytes, _at, size) => Buffer.concat([bytes, Buffer.alloc(size % 9_000)]),
  'something else': (_bytes, at, size) => Buffer.alloc(size % 2_000, at & 0xff),
  nothing: (bytes) => bytes,
};

/** A copy of a spool folder to hurt. */
export function folderOf(files: ReadonlyMap<string, Buffer>): string {
  const dir = mkdtempSync(join(tmpdir(), 'spool-'));
  for (const [name, bytes] of files) writeFileSync(join(dir, name), bytes);
  return dir;
}

export function filesOf(dir: string): Map<string, Buffer> {
  return new Map(
    readdirSync(dir)
      .filter((name) => /\.log$|^node$/.test(name))
      .map((name) => [name, readFileSync(join(dir, name))]),
  );
}

export function remove(dir: string): void {
  rmSync(dir, { recursive: true, force: true });
}

/** Every row that a spool hands out, as it would be inserted. */
export async function drain(source: BlockSource): Promise<string[]> {
  const rows: string[] = [];
  for (let block = source.take(); block !== undefined; block = source.take()) {
    rows.push(
      ...(await source.read(block))
        .toString('utf8')
        .split('\n')
        .filter((line) => line !== ''),
    );
  }
  return rows;
}
