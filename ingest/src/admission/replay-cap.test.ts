import { expect, test } from 'vitest';
import { HttpError } from '../errors.ts';
import type { Project } from '../store/index.ts';
import { createReplayCap } from './replay-cap.ts';

const NOON = Date.UTC(2026, 10, 20, 12);
const HOUR_MS = 3_600_000;
const project = (id: string, settings: object = {}) => ({ id, settings }) as unknown as Project;

const refusalOf = (work: () => void): HttpError | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof HttpError) return error;
    throw error;
  }
};

test('each project has its own day, which ends at midnight UTC', () => {
  let nowMs = NOON;
  const cap = createReplayCap(() => nowMs);
  const small = project('small', { replay_day_bytes: 1_000 });
  cap.take(small, 600);
  const refusal = refusalOf(() => cap.take(small, 600));
  expect(refusal?.code).toBe('REPLAY_CAP_REACHED');
  expect(refusal?.retryAfterSeconds).toBe(3_600);
  // What still fits is taken, and nobody else is touched.
  cap.take(small, 400);
  cap.take(project('other', { replay_day_bytes: 1_000 }), 1_000);
  nowMs += 11.75 * HOUR_MS;
  expect(refusalOf(() => cap.take(small, 1))?.retryAfterSeconds).toBe(900);
  nowMs += HOUR_MS;
  cap.take(small, 1_000);
});

test('without a setting there is room for a busy day, and an end', () => {
  const cap = createReplayCap(() => NOON);
  cap.take(project('default'), 8 * 1_073_741_824);
  expect(refusalOf(() => cap.take(project('default'), 1))?.code).toBe('REPLAY_CAP_REACHED');
});
