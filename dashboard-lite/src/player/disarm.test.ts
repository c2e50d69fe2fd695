import { expect, it } from 'vitest';
import { createDisarm } from './disarm.ts';

const element = (tagName: string, attributes: object, childNodes: object[] = [], id = 7) => ({
  type: 2,
  id,
  tagName,
  attributes,
  childNodes,
});
const snapshot = (node: object) => ({ type: 2, timestamp: 1, data: { node } });
const change = (id: number, attributes: object) => ({
  type: 3,
  timestamp: 2,
  data: { source: 0, adds: [], texts: [], removes: [], attributes: [{ id, attributes }] },
});
const left = (tagName: string, attributes: object) => {
  const node = element(tagName, attributes);
  createDisarm()(snapshot(element('div', {}, [node])));
  return node.attributes;
};

it.each([
  ['iframe', { src: 'https://x.example/', width: '10', srcdoc: '<p>' }, { width: '10' }],
  ['object', { data: 'https://x.example/' }, {}],
  ['img', { src: '/a.png', onerror: 'x()', ONLOAD: 'x()' }, { src: '/a.png' }],
  ['a', { href: ' java\nscript:x()', ping: '/p', target: '_top' }, {}],
  ['a', { href: '/shop' }, { href: '/shop' }],
  ['link', { rel: 'preconnect dns-prefetch', href: 'https://x.example' }, { rel: 'preconnect dns-prefetch' }],
  ['link', { rel: 'stylesheet', href: '/a.css' }, { rel: 'stylesheet', href: '/a.css' }],
  ['meta', { 'http-equiv': 'refresh', content: '0;url=x' }, { content: '0;url=x' }],
])('%s %j', (tag, attributes, kept) => {
  expect(left(tag, { ...attributes })).toEqual(kept);
});

it('knows a frame again when only its attributes change, and what comes later', () => {
  const disarm = createDisarm();
  disarm(snapshot(element('iframe', {}, [], 9)));
  expect(disarm(change(9, { src: 'https://x.example/', width: '3' })).data).toMatchObject({
    attributes: [{ attributes: { width: '3' } }],
  });
  const image = { src: '/b.png' };
  disarm(change(8, image));
  expect(image).toEqual({ src: '/b.png' });
  const added = element('embed', { src: 'https://x.example/' });
  disarm({ type: 3, timestamp: 3, data: { source: 0, adds: [{ parentId: 1, node: added }] } });
  expect(added.attributes).toEqual({});
});

it.each([
  null,
  undefined,
  'x',
  7,
  { node: null },
  { node: { childNodes: 'x', attributes: null } },
  { source: 0, adds: 'x' },
])('survives %j', (data) => {
  for (const type of [2, 3]) expect(() => createDisarm()({ type, timestamp: 1, data })).not.toThrow();
});
