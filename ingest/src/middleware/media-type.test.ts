import { expect, test } from 'vitest';
import { checkMediaType } from './media-type.ts';

test.each([
  undefined,
  '',
  'text/plain',
  'text/plain;charset=UTF-8',
  'application/json',
  'Application/JSON ; charset=utf-8',
])('%j is read', (type) => {
  checkMediaType(type);
});

test.each([
  'text/html',
  'multipart/form-data; boundary=x',
  'application/x-www-form-urlencoded',
  'application/json+x',
  'json',
  ';',
])('%j is not', (type) => {
  expect(() => checkMediaType(type)).toThrow(expect.objectContaining({ code: 'UNSUPPORTED_MEDIA_TYPE', status: 415 }));
});
