import { expect, test } from 'vitest';
import { createAnswerCache } from './answer-cache.ts';

test('an answer that is asked for twice at once is made once', async () => {
  const cache = createAnswerCache();
  let made = 0;
  const make = async () => `answer ${++made}`;
  expect(await Promise.all([cache.get('a', make), cache.get('a', make)])).toEqual(['answer 1', 'answer 1']);
  expect(await cache.get('a', make)).toBe('answer 1');
  expect(await cache.get('b', make)).toBe('answer 2');
});

test('a failure reaches everybody who waits and is forgotten', async () => {
  const cache = createAnswerCache();
  const fail = () => Promise.reject(new Error('no store'));
  const both = await Promise.allSettled([cache.get('a', fail), cache.get('a', fail)]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await cache.get('a', async () => 'there')).toBe('there');
});

test('memory has an end: what was used longest ago goes first', async () => {
  const cache = createAnswerCache(300);
  const made: string[] = [];
  const ask = (key: string) =>
    cache.get(key, async () => {
      made.push(key);
      return 'x'.repeat(60);
    });
  await ask('a');
  await ask('b');
  await ask('a');
  await ask('c');
  await ask('a');
  await ask('b');
  expect(made).toEqual(['a', 'b', 'c', 'b']);
});
