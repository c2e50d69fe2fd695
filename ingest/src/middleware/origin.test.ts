import { describe, expect, test } from 'vitest';
import { checkOrigin } from './origin.ts';

const LIST = ['https://good.example', 'http://localhost:3000', 'https://xn--bcher-kva.example'];

describe('let in', () => {
  test.each([undefined, ...LIST])('%s', (origin) => {
    checkOrigin(origin, LIST);
  });
  test.each(['https://anything.test', 'null', 'garbage'])('%s, where no list says otherwise', (origin) => {
    checkOrigin(origin, [], []);
  });
  test('either list is enough', () => {
    checkOrigin('https://good.example', [], LIST);
    checkOrigin('https://good.example', ['https://other.example'], LIST);
  });
});

describe('kept out', () => {
  test.each([
    'null',
    '',
    'https://good.example.evil.test',
    'https://evilgood.example',
    'https://good.example:444',
    'https://good.example:443',
    'http://good.example',
    'https://GOOD.example',
    'https://good.example.',
    'https://good.example/',
    'https://good.example/path',
    'https://good.example?x',
    'https://user@good.example',
    'https://good.example@evil.test',
    'https://good.example%2eevil.test',
    'https://bücher.example',
    'https://sub.good.example',
    '//good.example',
    'good.example',
    'https://good.example, https://evil.test',
    'https://good.example https://evil.test',
    'file://',
    'chrome-extension://abc',
    '*',
  ])('%s', (origin) => {
    expect(() => checkOrigin(origin, LIST)).toThrow(
      expect.objectContaining({ code: 'ORIGIN_NOT_ALLOWED', status: 403 }),
    );
  });
});
