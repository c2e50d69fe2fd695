import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Row } from './table.ts';

/** What a browser fetches, as any server would send it. */
const FILES = [
  ['t.js, all that must be there at once', 'sdk/dist', 't.js'],
  ['its other half, right behind it', 'sdk/dist/t', 'rest-'],
  ['idle captures', 'sdk/dist/t', 'extras-'],
  ['web vitals', 'sdk/dist/t', 'vitals-'],
  ['recorder, only where sessions are recorded', 'sdk/dist/t', 'replay-'],
  ['overlay, only for who opens a map', 'sdk/dist/t', 'overlay-'],
] as const;

const LEVEL = 9;

export function sizeRows(measured: Row['measured']): Row[] {
  return FILES.map(([what, folder, prefix]) => {
    const file = existsSync(folder) ? readdirSync(folder).find((name) => name.startsWith(prefix)) : undefined;
    if (file === undefined) throw new Error(`There is no ${folder}/${prefix}; run "npm run build" first.`);
    return {
      bench: 'sizes',
      what,
      value: gzipSync(readFileSync(join(folder, file)), { level: LEVEL }).length,
      unit: 'bytes, gzip 9 of Node',
      command: 'npm run bench -- --only sizes',
      measured,
    };
  });
}
