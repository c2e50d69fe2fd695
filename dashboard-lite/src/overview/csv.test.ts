import { expect, it } from 'vitest';
import { csvOf } from './csv.ts';

it('quotes what has to be quoted, and disarms formulas of strangers', () => {
  expect(
    csvOf([
      ['Page', 'Views'],
      ['/a,b', 3],
      ['say "hi"', null],
      ['=cmd|calc', 1],
      ['-1+1', -2],
    ]),
  ).toBe('Page,Views\r\n"/a,b",3\r\n"say ""hi""",\r\n\'=cmd|calc,1\r\n\'-1+1,-2\r\n');
});
