import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { EVENTS_A_BATCH, type Ledger } from './ledger.ts';

export interface Verdict {
  sentEvents: number;
  ackedEvents: number;
  storedEvents: number;
  deadEvents: number;
  /** Acknowledged, and neither stored nor among the dead letters. */
  lost: number;
  /** Stored more than once, counted for each superfluous row. */
  doubled: number;
  /** Stored, and never sent. */
  foreign: number;
}

interface BatchRow {
  batch: string;
  rows: string;
  events: string;
  out_of_range: string;
}

const BATCHES_A_QUERY = 100_000;

export interface StoreAddress {
  url: string;
  username: string;
  password: string;
}

/** Compares every event id with the ledger: acked ⊆ stored, nothing twice, stored ⊆ sent. */
export async function verify(address: StoreAddress, ledger: Ledger): Promise<Verdict> {
  const client = createClient({ ...address, request_timeout: 120_000, log: { level: ClickHouseLogLevel.OFF } });
  const verdict: Verdict = {
    sentEvents: ledger.sent * EVENTS_A_BATCH,
    ackedEvents: ledger.acked * EVENTS_A_BATCH,
    storedEvents: 0,
    deadEvents: 0,
    lost: 0,
    doubled: 0,
    foreign: 0,
  };
  try {
    const dead = await deadByBatch(client, ledger.prefix);
    const complete = new Set<number>();
    let rows: BatchRow[];
    let offset = 0;
    do {
      rows = await batches(client, ledger.prefix, offset);
      for (const row of rows) judge(verdict, ledger, dead, complete, row);
      offset += rows.length;
    } while (rows.length === BATCHES_A_QUERY);
    for (let batch = 0; batch < ledger.sent; batch++) {
      if (ledger.wasAcked(batch) && !complete.has(batch)) verdict.lost += EVENTS_A_BATCH - (dead.get(batch) ?? 0);
    }
  } finally {
    await client.close();
  }
  return verdict;
}

function judge(
  verdict: Verdict,
  ledger: Ledger,
  dead: ReadonlyMap<number, number>,
  complete: Set<number>,
  row: BatchRow,
): void {
  const batch = Number.parseInt(row.batch, 16);
  const events = Number(row.events);
  verdict.storedEvents += events;
  verdict.doubled += Number(row.rows) - events;
  verdict.foreign += ledger.wasSent(batch) ? Number(row.out_of_range) : events;
  const buried = dead.get(batch) ?? 0;
  verdict.deadEvents += buried;
  complete.add(batch);
  if (ledger.wasAcked(batch)) verdict.lost += Math.max(0, EVENTS_A_BATCH - events - buried);
}

async function batches(client: ClickHouseClient, prefix: string, offset: number): Promise<BatchRow[]> {
  const answer = await client.query({
    query: `SELECT substring(toString(event_id), 25, 8) AS batch, toString(count()) AS rows,
                   toString(uniqExact(event_id)) AS events,
                   toString(countIf(reinterpretAsUInt16(reverse(unhex(substring(toString(event_id), 33, 4)))) >= {size:UInt16})) AS out_of_range
            FROM events WHERE startsWith(toString(event_id), {prefix:String})
            GROUP BY batch ORDER BY batch LIMIT {limit:UInt32} OFFSET {offset:UInt32}`,
    query_params: { prefix, size: EVENTS_A_BATCH, limit: BATCHES_A_QUERY, offset },
    format: 'JSONEachRow',
  });
  return answer.json<BatchRow>();
}

async function deadByBatch(client: ClickHouseClient, prefix: string): Promise<Map<number, number>> {
  const answer = await client.query({
    query: `SELECT substring(toString(event_id), 25, 8) AS batch, toString(uniqExact(event_id)) AS events
            FROM dead_letter WHERE startsWith(toString(event_id), {prefix:String}) GROUP BY batch`,
    query_params: { prefix },
    format: 'JSONEachRow',
  });
  const rows = await answer.json<{ batch: string; events: string }>();
  return new Map(rows.map(({ batch, events }) => [Number.parseInt(batch, 16), Number(events)]));
}
