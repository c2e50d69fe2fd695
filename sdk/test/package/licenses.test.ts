import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const dist = new URL('../../dist/', import.meta.url);
const pack = () => JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

/** What a build takes in must be named with its licence, and travel with the package. */
test('the package carries the licences of everything that is inside of it', () => {
  expect(pack().files).toContain('dist');
  const text = readFileSync(new URL('LICENSES.txt', dist), 'utf8');
  for (const name of ['@rrweb/record', 'idb-keyval', 'preact', 'web-vitals']) expect(text).toContain(`${name}`);
  expect(text).toContain(
    'Copyright (c) 2018 Contributors (https://github.com/rrweb-io/rrweb/graphs/contributors) and SmartX Inc.',
  );
  expect(text).toContain('The above copyright notice and this permission notice shall be included in all');
  expect(text).toContain('Apache License');
});

test('nothing else is inside of it', () => {
  const bundled = Object.keys(pack().devDependencies).filter((name) => !/^(@types\/|fake-|react|vue)/.test(name));
  expect(bundled.sort()).toEqual(['@rrweb/record', 'idb-keyval', 'preact', 'web-vitals']);
});

test('the server and the dashboard carry them too', () => {
  for (const folder of ['public', 'dashboard'])
    expect(readdirSync(new URL(`../../../ingest/dist/${folder}/`, import.meta.url))).toContain('LICENSES.txt');
});
