import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const modules = resolve('node_modules');
let project: string;
let files: string[];

const run = (command: string, ...args: string[]) => execFileSync(command, args, { cwd: project, encoding: 'utf8' });
const node = (name: string, code: string) => {
  writeFileSync(join(project, name), code);
  return run(process.execPath, name).trim();
};

/** An empty project that has nothing but the packed package, and React where a test links it. */
beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'trodden-install-'));
  writeFileSync(join(project, 'package.json'), '{ "name": "empty", "private": true }');
  const packed = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', project, './sdk'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  ) as { filename: string; files: { path: string }[] }[];
  files = packed[0]?.files.map(({ path }) => path) ?? [];
  run('npm', 'install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts', `./${packed[0]?.filename}`);
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

const link = (...names: string[]) => {
  for (const name of names) symlinkSync(join(modules, name), join(project, 'node_modules', name));
};

test('the package holds what it ships, and brings nothing along', () => {
  expect(files).toEqual(expect.arrayContaining(['README.md', 'package.json', 'dist/t.js', 'dist/sri.json']));
  expect(
    files.filter(
      (path) =>
        !/^(README\.md|package\.json|LICENSE|dist\/LICENSES\.txt|dist\/.+\.(js|cjs|d\.ts|d\.cts|json))$/.test(path),
    ),
  ).toEqual([]);
  expect(readdirSync(join(project, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['trodden']);
});

test('imports and requires without React and without a browser', () => {
  const names = `JSON.stringify([typeof init, typeof watchOutgoing, typeof expectNoSecrets, typeof hashes['t.js']])`;
  const expected = JSON.stringify(['function', 'function', 'function', 'string']);
  expect(
    node(
      'main.mjs',
      `import { init } from 'trodden'; import { watchOutgoing, expectNoSecrets } from 'trodden/testing';
       import hashes from 'trodden/sri.json' with { type: 'json' }; console.log(${names})`,
    ),
  ).toBe(expected);
  expect(
    node(
      'main.cjs',
      `const { init } = require('trodden'); const { watchOutgoing, expectNoSecrets } = require('trodden/testing');
       const hashes = require('trodden/sri.json'); console.log(${names})`,
    ),
  ).toBe(expected);
});

test('the React entry renders on a server as ESM and as CJS', () => {
  link('react', 'react-dom', 'scheduler');
  const body = `const App = () => { const track = useTrack(); useAuth({ id: 'u1' }); track('x'); return createElement('b', null, 'hi') };
    console.log(renderToString(createElement(TroddenProvider, { options: { key: 'k', host: 'https://h' } }, createElement(App))))`;
  expect(
    node(
      'react.mjs',
      `import { createElement } from 'react'; import { renderToString } from 'react-dom/server';
       import { TroddenProvider, useAuth, useTrack } from 'trodden/react'; ${body}`,
    ),
  ).toBe('<b>hi</b>');
  expect(
    node(
      'react.cjs',
      `const { createElement } = require('react'); const { renderToString } = require('react-dom/server');
       const { TroddenProvider, useAuth, useTrack } = require('trodden/react'); ${body}`,
    ),
  ).toBe('<b>hi</b>');
});

test('types hold in every resolution, strictly', { timeout: 240_000 }, () => {
  link('@types');
  link('csstype', 'playwright-core');
  const use = `
    import { init, type TroddenEvent, type TroddenHandle } from 'trodden';
    import { TroddenProvider, useAuth, useTrack, useTrodden } from 'trodden/react';
    import { expectNoSecrets, watchOutgoing } from 'trodden/testing';
    import type { Page } from 'playwright-core';
    const handle: TroddenHandle = init({ key: 'k', host: 'h', auth: async () => ({ id: 'u' }), beforeSend: (event: TroddenEvent) => event });
    handle.track('x', { n: 1, s: 's', b: true }, { important: true });
    init({ key: 'k', host: 'h', auth: (tell) => { tell({ id: 'u', anonymous: true }); tell(null); tell(undefined); return () => {} } });
    // @ts-expect-error: nested
    handle.track('x', { n: { a: 1 } });
    // @ts-expect-error: without a host
    init({ key: 'k' });
    // @ts-expect-error: either options or a client
    TroddenProvider({ options: { key: 'k', host: 'h' }, client: handle });
    const Component = () => { useAuth({ id: 'u' }); useTrodden().flush(); useTrack()('x', { n: 1 }); return null };
    const check = async (page: Page) => { await expectNoSecrets(await watchOutgoing(page, { to: /x/ }), ['secret']); await expectNoSecrets(watchOutgoing(), { a: 'secret' }) };
    export { check, Component };`;
  const check = (module: string, moduleResolution: string, skipLibCheck: boolean, ...names: string[]) => {
    for (const name of names) writeFileSync(join(project, name), use);
    const flags = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess'];
    const target = ['--target', 'es2022', '--lib', 'es2023,dom,dom.iterable', '--types', 'node'];
    const resolution = [
      '--module',
      module,
      '--moduleResolution',
      moduleResolution,
      '--skipLibCheck',
      `${skipLibCheck}`,
    ];
    try {
      return run(process.execPath, join(modules, 'typescript/bin/tsc'), ...flags, ...target, ...resolution, ...names);
    } catch (error) {
      return (error as { stdout: string }).stdout;
    }
  };
  // Our declarations themselves are checked once; the libraries beside them make that slow.
  expect(check('node16', 'node16', false, 'use.mts', 'use.cts')).toBe('');
  expect(check('esnext', 'bundler', true, 'use.ts')).toBe('');
});
