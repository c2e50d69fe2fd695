import type { ClientWords, DeliveryDay, DeliveryGap } from '../../src/contract/index.ts';
import type { Zone } from '../../src/queries/index.ts';
import { shiftDate } from '../../src/queries/index.ts';
import type { TestBatch } from './batches.ts';

const SETTLED_AFTER_MS = 15 * 60_000;

export interface ReferenceQuestion {
  project: string;
  fromMs: number;
  toMs: number;
  zone: Zone;
  nowMs: number;
}

type Day = DeliveryDay & { found: (DeliveryGap & { at: number })[] };

const firstAt = ({ eventsAt, receivedAt }: TestBatch) => eventsAt[0] ?? receivedAt;

function blank(date: string): Day {
  const clients: ClientWords = { created: 0, adopted: 0, acked: 0, dead: 0, dropped: {} };
  const events = { received: 0, rejected: 0, dead_letters: 0 };
  return { date, expected: 0, received: 0, gaps: [], gap_count: 0, pending: 0, events, clients, found: [] };
}

function addWords(words: ClientWords, batches: readonly TestBatch[]): void {
  const highest: Record<string, number> = {};
  for (const { counts } of batches) {
    const { dropped = {}, ...plain } = counts ?? {};
    const named = Object.entries(dropped).map(([reason, count]) => [`dropped ${reason}`, count] as const);
    for (const [name, count] of [...Object.entries(plain), ...named])
      highest[name] = Math.max(highest[name] ?? 0, Number(count));
  }
  for (const name of ['created', 'adopted', 'acked', 'dead'] as const) words[name] += highest[name] ?? 0;
  for (const [name, count] of Object.entries(highest)) {
    const reason = name.replace('dropped ', '');
    if (reason !== name && count > 0) words.dropped[reason] = (words.dropped[reason] ?? 0) + count;
  }
}

function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

type DayAt = (at: number) => Day | undefined;

function addBatches(dayAt: DayAt, segment: string, batches: readonly TestBatch[], isSettled: boolean): void {
  let next = 0;
  for (const [seq, same] of [...groupBy(batches, (batch) => batch.seq)].sort(([a], [b]) => a - b)) {
    const at = Math.min(...same.map(firstAt));
    const missing = seq - next;
    const gap = { session_replay_segment_id: segment, from_seq: next, to_seq: seq - 1, at };
    next = seq + 1;
    const day = dayAt(at);
    if (day === undefined) continue;
    day.received += 1;
    day.expected += 1 + (isSettled ? missing : 0);
    day.pending += isSettled ? 0 : missing;
    day.events.rejected += same.reduce((sum, { rejected }) => sum + rejected, 0);
    if (missing > 0 && isSettled) day.found.push(gap);
  }
}

function addEvents(dayAt: DayAt, { eventsAt, isBuried }: TestBatch): void {
  for (const [index, at] of eventsAt.entries()) {
    const events = dayAt(at)?.events;
    if (events !== undefined) events[isBuried && index === 0 ? 'dead_letters' : 'received'] += 1;
  }
}

/** The same as the product's answer, the slow and obvious way. */
export function referenceDelivery(all: readonly TestBatch[], question: ReferenceQuestion): DeliveryDay[] {
  const { project, fromMs, toMs, zone, nowMs } = question;
  const days = new Map<string, Day>();
  for (let date = zone.dateAt(fromMs); date <= zone.dateAt(toMs - 1); date = shiftDate(date, 1))
    days.set(date, blank(date));
  const dayAt: DayAt = (at) => (at >= fromMs && at < toMs ? days.get(zone.dateAt(at)) : undefined);

  const own = all.filter((batch) => batch.project === project);
  for (const [segment, batches] of groupBy(own, (batch) => batch.segment)) {
    const isSettled = Math.max(...batches.map(({ receivedAt }) => receivedAt)) < nowMs - SETTLED_AFTER_MS;
    addBatches(dayAt, segment, batches, isSettled);
    for (const batch of batches) addEvents(dayAt, batch);
    const told = batches.filter(({ counts }) => counts !== undefined);
    const words = told.length === 0 ? undefined : dayAt(Math.max(...told.map(firstAt)))?.clients;
    if (words !== undefined) addWords(words, told);
  }

  return [...days.values()].map(({ found, ...day }) => {
    found.sort((a, b) => b.at - a.at || (a.session_replay_segment_id < b.session_replay_segment_id ? -1 : 1));
    return { ...day, gap_count: found.length, gaps: found.slice(0, 100).map(({ at: _, ...gap }) => gap) };
  });
}
