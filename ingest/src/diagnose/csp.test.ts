import { expect, test } from 'vitest';
import { blockedBy } from './csp.ts';

const page = new URL('https://shop.example/cart');
const ask = (policy: string, directive: 'script-src-elem' | 'connect-src', target: string) =>
  blockedBy({ policy, directive, target: new URL(target), page });

test.each([
  ['', 'https://t.example/t.js', undefined],
  ["default-src 'self'", 'https://t.example/t.js', 'default-src'],
  ["default-src 'none'; script-src 'self'", 'https://shop.example/u/t.js', undefined],
  ["script-src 'self' https://t.example", 'https://t.example/t.js', undefined],
  ["script-src 'self' t.example", 'https://t.example/t.js', undefined],
  ['script-src t.example', 'http://t.example/t.js', 'script-src'],
  ['script-src *.example', 'https://t.example/t.js', undefined],
  ['script-src *.t.example', 'https://t.example/t.js', 'script-src'],
  ['script-src https:', 'https://t.example/t.js', undefined],
  ['script-src *', 'https://t.example:8443/t.js', undefined],
  ['script-src https://t.example', 'https://t.example:8443/t.js', 'script-src'],
  ['script-src https://t.example:*', 'https://t.example:8443/t.js', undefined],
  ['script-src https://t.example/other/', 'https://t.example/t.js', 'script-src'],
  ["script-src 'nonce-abc' 'strict-dynamic'", 'https://t.example/t.js', undefined],
  ["script-src-elem 'self'; script-src *", 'https://t.example/t.js', 'script-src-elem'],
  ["script-src 'self'; script-src *", 'https://t.example/t.js', 'script-src'],
  ['script-src evil-t.example', 'https://t.example/t.js', 'script-src'],
])('%j and the script %s', (policy, target, expected) => {
  expect(ask(policy, 'script-src-elem', target)).toBe(expected);
});

test('a nonce opens no connection', () => {
  expect(ask("connect-src 'nonce-abc'", 'connect-src', 'https://t.example/v1/events')).toBe('connect-src');
  expect(
    ask("default-src 'self'; connect-src https://t.example", 'connect-src', 'https://t.example/v1/events'),
  ).toBeUndefined();
});
