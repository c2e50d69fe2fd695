import { pieceOf } from '../overview/index.ts';
import { readRows } from '../read-rows.ts';
import { type DeliveryScope, IN_RANGE, NUMBERED } from './batches.ts';

/** Numbers travel as text where they may be large. */
export interface BatchDay {
  piece: number;
  received: string;
  missing: string;
  pending: string;
  gaps: string;
  rejected: string;
}

/** Batches that came and batches that did not, day by day. */
export function batchDays({ client, params }: DeliveryScope): Promise<BatchDay[]> {
  return readRows<BatchDay>(client, {
    sql: `SELECT ${pieceOf('at')} AS piece, count() AS received, sum(numbered.rejected) AS rejected,
            sumIf(lost, settled) AS missing, sumIf(lost, NOT settled) AS pending, countIf(lost > 0 AND settled) AS gaps
          FROM (${NUMBERED}) AS numbered WHERE ${IN_RANGE} GROUP BY piece`,
    params,
  });
}
