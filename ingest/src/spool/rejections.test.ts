import { expect, test } from 'vitest';
import { EVENT_ERROR_CODES } from '../contract/index.ts';
import { decodeRejections, encodeRejections } from './rejections.ts';

test('index and code survive, event ids do not', () => {
  const rejected = EVENT_ERROR_CODES.map((code, n) => ({ index: n * 99, event_id: 'x', code }));
  expect(decodeRejections(encodeRejections(rejected))).toEqual(rejected.map((each) => ({ ...each, event_id: null })));
});

test('a code of a newer server is read as the general one', () => {
  expect(decodeRejections(Uint8Array.from([5, 1, 200]))).toEqual([
    { index: 261, event_id: null, code: 'INVALID_EVENT' },
  ]);
});
