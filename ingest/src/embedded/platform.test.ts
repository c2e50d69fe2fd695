import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { EngineUnavailableError } from './errors.ts';
import { engineAvailable, locateNative, unloadable } from './platform.ts';

const require = createRequire(import.meta.url);
const wanted: Record<string, string> = require('chdb/package.json').optionalDependencies;

/** A machine that this is not: its package is never installed here. */
const elsewhere = process.arch === 'arm64' ? { platform: 'linux', arch: 'x64' } : { platform: 'linux', arch: 'arm64' };

test('a missing package is named with the line that installs it, and the way around', () => {
  const name = `@chdb/lib-linux-${elsewhere.arch}-gnu`;
  expect(() => locateNative(elsewhere)).toThrow(EngineUnavailableError);
  expect(() => locateNative(elsewhere)).toThrow(
    `needs the package ${name}, which is not installed. Run: npm i ${name}@${wanted[name]}`,
  );
  expect(() => locateNative(elsewhere)).toThrow(/CLICKHOUSE_URL=.* on every platform/);
  expect(engineAvailable(elsewhere)).toBe(false);
});

test.each([
  ['win32', 'x64', 'no build for win32-x64 (it runs inside WSL2)'],
  ['freebsd', 'x64', 'no build for freebsd-x64.'],
])('%s %s has none', (platform, arch, text) => {
  expect(() => locateNative({ platform, arch })).toThrow(text);
  expect(() => locateNative({ platform, arch })).toThrow(/CLICKHOUSE_URL/);
  expect(engineAvailable({ platform, arch })).toBe(false);
});

test('every package that chdb has a build for is known', () => {
  const known = ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64'].map((key) => {
    const [platform = '', arch = ''] = key.split('-');
    return engineAvailable({ platform, arch }) ? locateNative({ platform, arch }).name : undefined;
  });
  for (const name of known) if (name !== undefined) expect(wanted).toHaveProperty([name]);
  expect(Object.keys(wanted)).toHaveLength(4);
});

test('a package that does not load says why', () => {
  expect(unloadable('@chdb/lib-linux-x64-gnu', new Error('GLIBC_2.99 not found')).message).toMatch(
    /does not load here: GLIBC_2\.99 not found[\s\S]*CLICKHOUSE_URL/,
  );
});
