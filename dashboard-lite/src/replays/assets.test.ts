import { expect, it, vi } from 'vitest';
import { createAssets } from './assets.ts';

const SHEET = 'a'.repeat(64);
const FONT = 'b'.repeat(64);
const bytes = (text: string) => new TextEncoder().encode(text).buffer as ArrayBuffer;
const link = (css: unknown) => ({ type: 2, tagName: 'link', attributes: { _cssText: css }, childNodes: [] });
const snapshot = (...childNodes: object[]) => ({ type: 2, timestamp: 1, data: { node: { childNodes } } });

it('puts sheets where they are referred to, each read once, and nothing where none is kept', async () => {
  const read = vi.fn(async (hash: string) => (hash === SHEET ? bytes('.a{top:0}') : undefined));
  const assets = createAssets(read, () => {});
  const [known, again, gone, own] = [
    link(`/*trodden ${SHEET}*/`),
    link(`/*trodden ${SHEET}*/`),
    link(`/*trodden ${FONT}*/`),
    link('.own{}'),
  ];
  const change = { source: 0, attributes: [{ id: 1, attributes: { _cssText: `/*trodden ${SHEET}*/` } }] };
  await assets.fill([snapshot(known, again, gone, own), { type: 3, timestamp: 2, data: change }]);
  expect([known, again, gone, own].map(({ attributes }) => attributes._cssText)).toEqual([
    '.a{top:0}',
    '.a{top:0}',
    '',
    '.own{}',
  ]);
  expect(change.attributes[0]?.attributes._cssText).toBe('.a{top:0}');
  expect(read).toHaveBeenCalledTimes(2);
});

it('tells each font once, and does not wait for it', async () => {
  const fonts: string[] = [];
  const assets = createAssets(
    async () => bytes('wOF2'),
    (url) => fonts.push(url),
  );
  const told = { tag: 'trodden', payload: { fonts: [['https://x.example/f.woff2', FONT]] } };
  await assets.fill([
    { type: 5, timestamp: 1, data: told },
    { type: 5, timestamp: 2, data: told },
  ]);
  await vi.waitFor(() => expect(fonts).toEqual(['https://x.example/f.woff2']), 10_000);
});

it.each([
  undefined,
  null,
  'x',
  [null, 7, 'x', {}, { type: 2 }, { type: 2, data: null }],
  [
    { type: 5, data: { tag: 'trodden', payload: null } },
    { type: 5, data: null },
  ],
  [{ type: 5, data: { tag: 'trodden', payload: { fonts: [null, ['a'], [7, FONT], ['https://x', '../../api']] } } }],
])('survives %j, and asks for nothing', async (events) => {
  const read = vi.fn();
  await createAssets(read, () => {}).fill(events);
  expect(read).not.toHaveBeenCalled();
});
