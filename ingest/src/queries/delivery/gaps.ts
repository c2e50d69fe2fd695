import { pieceOf } from '../overview/index.ts';
import { readRows } from '../read-rows.ts';
import { type DeliveryScope, IN_RANGE, NUMBERED } from './batches.ts';

export interface GapRow {
  piece: number;
  segment: string;
  from_seq: string;
  to_seq: string;
}

/** What a person can look at; the number of all gaps is told beside them. */
const GAPS_A_DAY = 100;

/** The newest gaps of each day. */
export function gaps({ client, params }: DeliveryScope): Promise<GapRow[]> {
  return readRows<GapRow>(client, {
    sql: `SELECT ${pieceOf('at')} AS piece, segment, toInt64(seq) - lost AS from_seq, toInt64(seq) - 1 AS to_seq
          FROM (${NUMBERED}) AS numbered WHERE ${IN_RANGE} AND lost > 0 AND settled
          ORDER BY at DESC, segment, seq DESC LIMIT ${GAPS_A_DAY} BY piece`,
    params,
  });
}
