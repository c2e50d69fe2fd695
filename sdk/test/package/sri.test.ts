import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const dist = new URL('../../dist/', import.meta.url);
const served = new URL('../../../ingest/dist/public/', import.meta.url);
const hashOf = (file: URL) => `sha384-${createHash('sha384').update(readFileSync(file)).digest('base64')}`;

test('every file that a browser loads has its hash, the same in the package and on the server', () => {
  const printed = JSON.parse(readFileSync(new URL('sri.json', dist), 'utf8')) as Record<string, string>;
  const files = ['t.js', ...readdirSync(new URL('t/', dist)).map((name) => `t/${name}`)].filter((name) =>
    name.endsWith('.js'),
  );
  expect(Object.keys(printed).sort()).toEqual(files.sort());
  for (const file of files) {
    expect([file, printed[file]]).toEqual([file, hashOf(new URL(file, dist))]);
    expect([file, printed[file]]).toEqual([file, hashOf(new URL(file, served))]);
  }
});
