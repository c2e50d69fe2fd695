import { expect, test } from 'vitest';
import { linesIn, linesOf, originOfLine, percentOf, selectorOf, shareIn, wrongSelector } from './fields.ts';

const form = (name: string, value: string) => {
  const data = new FormData();
  data.set(name, value);
  return data;
};

test('lines are what stands in them', () => {
  expect(linesIn(form('a', ' .one \n\n  .two'), 'a')).toEqual(['.one', '.two']);
  expect(linesIn(new FormData(), 'a')).toEqual([]);
});

test.each([
  ['https://shop.example/path?x', 'https://shop.example'],
  ['https://Shop.Example:443', 'https://shop.example'],
  ['shop.example', 'shop.example'],
  ['javascript:alert(1)', 'javascript:alert(1)'],
])('%s is meant as %s', (line, origin) => expect(originOfLine(line)).toBe(origin));

test('selectors go to the server as a list and come back as lines', () => {
  const lines = ['.secret', 'a:is(.b, .c) [data-x="1,2"]', '#id'];
  const selector = selectorOf([...lines]);
  expect(selector).toBe('.secret, a:is(.b, .c) [data-x="1,2"], #id');
  expect(linesOf(selector)).toBe(lines.join('\n'));
  expect([selectorOf([]), linesOf(undefined)]).toEqual([undefined, '']);
});

test('the first line that is no selector is named', () => {
  expect(wrongSelector(['.fine', '[data-x', '.more'])).toBe('[data-x');
  expect(wrongSelector(['.fine,', '#id'])).toBeUndefined();
});

test('an empty share is none, and nought is one', () => {
  expect([shareIn(form('s', ''), 's'), shareIn(form('s', '0'), 's'), shareIn(form('s', '12.5'), 's')]).toEqual([
    undefined,
    0,
    0.125,
  ]);
  expect([percentOf(undefined), percentOf(0), percentOf(0.07)]).toEqual(['', '0', '7']);
});
