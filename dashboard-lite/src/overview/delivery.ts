import { ask } from '../api.ts';
import type { DeliveryAnswer } from '../wire.ts';

/** What arrived of what should have, over all days of a range. */
export interface Delivered {
  expected: number;
  received: number;
  gaps: number;
  /** On their way, as far as anybody can know. */
  pending: number;
  /** Events, one by one. */
  rejected: number;
  deadLetters: number;
  /** Given up by the browsers, by reason; most first. */
  dropped: readonly (readonly [reason: string, count: number])[];
}

const sum = <T>(items: readonly T[], of: (item: T) => number) => items.reduce((total, item) => total + of(item), 0);

export function deliveredOf({ days }: DeliveryAnswer): Delivered {
  const dropped = new Map<string, number>();
  for (const { clients } of days)
    for (const [reason, count] of Object.entries(clients.dropped))
      dropped.set(reason, (dropped.get(reason) ?? 0) + count);
  return {
    expected: sum(days, ({ expected }) => expected),
    received: sum(days, ({ received }) => received),
    gaps: sum(days, ({ gap_count }) => gap_count),
    pending: sum(days, ({ pending }) => pending),
    rejected: sum(days, ({ events }) => events.rejected),
    deadLetters: sum(days, ({ events }) => events.dead_letters),
    dropped: [...dropped].sort(([, a], [, b]) => b - a),
  };
}

export async function readDelivered({ from, to }: { from: number; to: number }): Promise<Delivered> {
  const tz = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const query = new URLSearchParams({ from: String(from), to: String(to), tz });
  return deliveredOf(await ask<DeliveryAnswer>(`/api/delivery?${query}`));
}
