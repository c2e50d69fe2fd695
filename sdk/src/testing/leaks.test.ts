// @vitest-environment node
import { deflateSync, gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { leaksIn } from './leaks.ts';
import type { Sending } from './sending.ts';

const SECRET = 'Zoë said: "p/4ss & wörd"';
const bytes = (text: string) => new TextEncoder().encode(text);
const sending = (more: Partial<Sending>): Sending => ({
  by: 'fetch',
  method: 'POST',
  url: 'https://stats.example.com/v1/events',
  headers: {},
  ...more,
});
const base64 = (from: string | Uint8Array) => Buffer.from(from).toString('base64');
const unicode = (text: string) =>
  text.replace(/[^a-z]/gi, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** How one secret is sent, and what has to be undone to see it. */
const FORMS: [name: string, body: string | Uint8Array, through: string[]][] = [
  ['as it is', `x=${SECRET}`, []],
  ['in other letters and spaces', `x=${SECRET.toUpperCase().replaceAll(' ', '\n\t ')}`, []],
  ['escaped in JSON', JSON.stringify({ a: { b: SECRET } }), ['json']],
  ['escaped in JSON in JSON', JSON.stringify({ a: JSON.stringify({ b: SECRET }) }), ['json', 'json']],
  ['as code points in JSON', `{"a":"${unicode(SECRET)}"}`, ['json']],
  ['percent-encoded', `a=1&b=${encodeURIComponent(SECRET)}`, ['url']],
  ['percent-encoded twice', encodeURIComponent(encodeURIComponent(SECRET)), ['url', 'url']],
  ['as a form sends it', `${new URLSearchParams({ a: SECRET })}`, ['url']],
  ['in HTML', SECRET.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('ë', '&#235;'), ['html']],
  ['gzip', gzipSync(SECRET), ['gzip']],
  ['zlib', deflateSync(SECRET), ['deflate']],
  ['gzip of JSON', gzipSync(JSON.stringify([SECRET])), ['gzip', 'json']],
  ['gzip of base64 of gzip', gzipSync(base64(gzipSync(SECRET))), ['gzip', 'base64', 'gzip']],
  [
    'base64 of JSON in a form',
    `data=${encodeURIComponent(base64(JSON.stringify([SECRET])))}`,
    ['url', 'base64', 'json'],
  ],
  ['base64url', `x/${Buffer.from(`??>${SECRET}`).toString('base64url')}`, ['base64']],
  ['hexadecimal', Buffer.from(SECRET).toString('hex').toUpperCase(), ['hex']],
  ['UTF-16', new Uint8Array(Buffer.from(`{"a":"${SECRET.replaceAll('"', '')}"}`, 'utf16le')), ['utf-16']],
];

it.each(FORMS)('finds a secret %s', async (_, body, through) => {
  const secret = through[0] === 'utf-16' ? SECRET.replaceAll('"', '') : SECRET;
  const [leak, ...more] = await leaksIn([sending({ body: typeof body === 'string' ? bytes(body) : body })], { secret });
  expect([leak?.secret, leak?.where, leak?.through, more.length]).toEqual(['secret', 'body', through, 0]);
});

it('finds base64 of more than the secret, wherever it begins', async () => {
  for (const before of ['', 'a', 'ab', 'abc', 'abcd'])
    for (const after of ['', 'x', 'xy']) {
      const body = bytes(`noise${base64(`\u0000\u0001${before}${SECRET}${after}`)}`);
      expect([before, after, (await leaksIn([sending({ body })], [SECRET])).length]).toEqual([before, after, 1]);
    }
});

it('says where: addresses, headers, bodies, each once', async () => {
  const url = `https://stats.example.com/p?q=${encodeURIComponent(SECRET)}`;
  const one = sending({ url, headers: { 'x-user': base64(SECRET) }, body: bytes(SECRET) });
  const leaks = await leaksIn([one, { ...one, by: 'request' }], { password: SECRET, other: 'not in there' });
  expect(leaks.map(({ where, through, excerpt }) => [where, through, excerpt])).toEqual([
    ['url', ['url'], '…https://stats.example.com/p?q=‹password›…'],
    ['x-user header', ['base64'], '…‹password›ZCI=…'],
    ['body', [], '…‹password›…'],
  ]);
});

it('finds nothing where nothing is', async () => {
  const events = Array.from({ length: 200 }, (_, n) => ({
    event_id: `0190b6a0-7b1c-7d3e-8f00-${String(n).padStart(12, '0')}`,
    data: { text: 'Buy now', href: '/a%20b?x=1&amp;y', x: n / 7 },
  }));
  const body = gzipSync(JSON.stringify({ events }));
  expect(await leaksIn([sending({ body })], { a: 'hunter22', b: 'Buy later', c: '4111 1111' })).toEqual([]);
});

it('refuses secrets that chance would find', async () => {
  await expect(leaksIn([], { cvc: '123' })).rejects.toThrow('cvc is too short to be told from chance');
  await expect(leaksIn([], ['   a b   '])).rejects.toThrow('secret 1 (  …) is too short');
});

it('a broken or hostile body is read as far as it goes', async () => {
  const half = gzipSync(SECRET).subarray(0, 20);
  const bomb = bytes(`${'%25'.repeat(50)}${base64(base64(base64(base64(base64(base64(base64('x'.repeat(50))))))))}`);
  expect(await leaksIn([sending({ body: half }), sending({ body: bomb })], [SECRET])).toEqual([]);
});
