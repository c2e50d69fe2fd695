import { expect, test } from 'vitest';
import type { HttpError } from '../errors.ts';
import { createRateLimit } from './limit.ts';

function refusal(take: () => void): HttpError | undefined {
  try {
    take();
  } catch (fault) {
    return fault as HttpError;
  }
}

test('so many a minute, then a wait that Retry-After names', () => {
  let now = 0;
  const limit = createRateLimit(60, () => now);
  for (let n = 0; n < 60; n++) limit.take('192.0.2.1');
  const fault = refusal(() => limit.take('192.0.2.1'));
  expect(fault).toMatchObject({ code: 'RATE_LIMITED', status: 429, retryAfterSeconds: 1 });
  now += 1_000;
  limit.take('192.0.2.1');
  expect(refusal(() => limit.take('192.0.2.1'))?.code).toBe('RATE_LIMITED');
  now += 3_600_000;
  for (let n = 0; n < 60; n++) limit.take('192.0.2.1');
  expect(refusal(() => limit.take('192.0.2.1'))?.code).toBe('RATE_LIMITED');
});

test('a low limit names a long wait', () => {
  const limit = createRateLimit(1, () => 0);
  limit.take('192.0.2.1');
  expect(refusal(() => limit.take('192.0.2.1'))?.retryAfterSeconds).toBe(60);
});

test('addresses do not disturb each other, the addresses of one IPv6 network are one', () => {
  const limit = createRateLimit(1, () => 0);
  limit.take('192.0.2.1');
  limit.take('192.0.2.2');
  limit.take('::ffff:192.0.2.3');
  limit.take('2001:db8:1:2::1');
  expect(refusal(() => limit.take('2001:db8:1:2:ffff::9'))?.code).toBe('RATE_LIMITED');
  limit.take('2001:db8:1:3::1');
  limit.take('2001:db8::1');
  expect(refusal(() => limit.take('2001:db8:0:0:1::'))?.code).toBe('RATE_LIMITED');
});

test('0 switches it off', () => {
  const limit = createRateLimit(0, () => 0);
  for (let n = 0; n < 10_000; n++) limit.take('192.0.2.1');
});

test('a clock that steps back gives nothing away and breaks nothing', () => {
  let now = 1_000_000;
  const limit = createRateLimit(2, () => now);
  limit.take('a');
  now = 0;
  limit.take('a');
  expect(refusal(() => limit.take('a'))?.code).toBe('RATE_LIMITED');
});

test('a flood of addresses keeps the memory bounded', () => {
  const limit = createRateLimit(1, () => 0);
  limit.take('first');
  for (let n = 0; n < 200_000; n++) limit.take(`10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`);
  // Forgotten, so it may come again: a table that grew for ever would still refuse it.
  limit.take('first');
});
