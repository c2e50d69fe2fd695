import { pieceOf } from '../overview/index.ts';
import { readRows } from '../read-rows.ts';
import { ACCOUNTS, type DeliveryScope, IN_RANGE } from './batches.ts';

export interface WordsRow {
  piece: number;
  created: string;
  adopted: string;
  acked: string;
  dead: string;
  dropped: Record<string, string>;
}

const COUNTERS = ['created', 'adopted', 'acked', 'dead'];

/** The counters only rise, so a segment's highest word is its last, in whatever order its batches came. */
export function clientWords({ client, params }: DeliveryScope): Promise<WordsRow[]> {
  const sums = COUNTERS.map((name) => `sum(words.${name}) AS ${name}`);
  const highest = COUNTERS.map((name) => `max(JSONExtractUInt(counts, '${name}')) AS ${name}`);
  return readRows<WordsRow>(client, {
    sql: `SELECT ${pieceOf('at')} AS piece, ${sums.join(', ')}, sumMap(words.dropped) AS dropped
          FROM (
            SELECT segment, max(at) AS at, ${highest.join(', ')},
              maxMap(JSONExtract(counts, 'dropped', 'Map(String, UInt64)')) AS dropped
            FROM (${ACCOUNTS}) AS accounts WHERE counts != '' GROUP BY segment
          ) AS words
          WHERE ${IN_RANGE} GROUP BY piece`,
    params,
  });
}
