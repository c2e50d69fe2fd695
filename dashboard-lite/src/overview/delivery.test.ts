import { expect, test } from 'vitest';
import type { DeliveryAnswer } from '../wire.ts';
import { deliveredOf } from './delivery.ts';

const day = (received: number, missing: number, dropped: Record<string, number>): DeliveryAnswer['days'][number] => ({
  date: '2026-11-20',
  expected: received + missing,
  received,
  gaps: [],
  gap_count: missing > 0 ? 1 : 0,
  pending: 2,
  events: { received: received * 10, rejected: 1, dead_letters: 0 },
  clients: { created: received * 10, adopted: 0, acked: 0, dead: 0, dropped },
});

test('days add up, and reasons come by weight', () => {
  const answer = { days: [day(99, 1, { hook: 2 }), day(50, 0, { hook: 1, overflow: 9 })] };
  expect(deliveredOf(answer)).toEqual({
    expected: 150,
    received: 149,
    gaps: 1,
    pending: 4,
    rejected: 2,
    deadLetters: 0,
    dropped: [
      ['overflow', 9],
      ['hook', 3],
    ],
  });
});
