import type { ClientWords, DeliveryDay } from '../../contract/index.ts';
import type { StoreClient } from '../../store/index.ts';
import { bounds, daysOf } from '../overview/index.ts';
import { type BatchDay, batchDays } from './batch-days.ts';
import { type DeliveryQuestion, type DeliveryScope, SEGMENT_REACH_MS, SETTLED_AFTER_MS } from './batches.ts';
import { clientWords, type WordsRow } from './client-words.ts';
import { type EventDay, eventDays } from './event-days.ts';
import { type GapRow, gaps } from './gaps.ts';

const number = (text: string | undefined) => Number(text ?? 0);

function byPiece<Row extends { piece: number }>(rows: readonly Row[]): Map<number, Row> {
  return new Map(rows.map((row) => [row.piece, row]));
}

function wordsOf(row: WordsRow | undefined): ClientWords {
  const dropped = Object.entries(row?.dropped ?? {}).filter(([, count]) => Number(count) > 0);
  return {
    created: number(row?.created),
    adopted: number(row?.adopted),
    acked: number(row?.acked),
    dead: number(row?.dead),
    dropped: Object.fromEntries(dropped.map(([reason, count]) => [reason, Number(count)])),
  };
}

const gapOf = ({ segment, from_seq, to_seq }: GapRow) => ({
  session_replay_segment_id: segment,
  from_seq: Number(from_seq),
  to_seq: Number(to_seq),
});

function dayOf(date: string, batches: BatchDay | undefined, events: EventDay | undefined) {
  const received = number(batches?.received);
  return {
    date,
    expected: received + number(batches?.missing),
    received,
    gap_count: number(batches?.gaps),
    pending: number(batches?.pending),
    events: {
      received: number(events?.stored),
      rejected: number(batches?.rejected),
      dead_letters: number(events?.buried),
    },
  };
}

/** What arrived of what should have, day by day; the words are in the contract. */
export async function delivery(client: StoreClient, question: DeliveryQuestion): Promise<DeliveryDay[]> {
  const { project, fromMs, toMs, zone, nowMs } = question;
  const days = daysOf(zone, fromMs, toMs);
  const starts = bounds(days);
  const scope: DeliveryScope = {
    client,
    params: {
      project,
      from_ms: fromMs,
      to_ms: toMs,
      near_from_ms: fromMs - SEGMENT_REACH_MS,
      near_to_ms: toMs + SEGMENT_REACH_MS,
      settled_ms: nowMs - SETTLED_AFTER_MS,
      bounds: starts,
    },
  };
  const [batches, events, words] = await Promise.all([batchDays(scope), eventDays(scope), clientWords(scope)]);
  // Usually there is none, and then nothing has to be sorted for them.
  const named = batches.some((row) => number(row.gaps) > 0) ? await gaps(scope) : [];
  const [batchAt, eventsAt, wordsAt] = [byPiece(batches), byPiece(events), byPiece(words)];
  return days.map(({ label }, index) => {
    const piece = starts[index] ?? 0;
    return {
      ...dayOf(label, batchAt.get(piece), eventsAt.get(piece)),
      gaps: named.filter((row) => row.piece === piece).map(gapOf),
      clients: wordsOf(wordsAt.get(piece)),
    };
  });
}
