import type { StoreClient } from './client.ts';

/** A row that the store refused for what it holds. */
export interface DeadLetter {
  project: string;
  event_id: string;
  block_id: string;
  died_at_ms: number;
  target: string;
  error_code: number;
  reason: string;
  row: string;
}

interface DeadLetterRow extends Omit<DeadLetter, 'died_at_ms'> {
  died_at_ms: string;
}

const TARGETS = new Set(['events']);
const INSERT_SETTINGS = { async_insert: 0, wait_end_of_query: 1, input_format_skip_unknown_fields: 1 } as const;

/** Letters that were not replayed yet, oldest first. */
export async function readDeadLetters(client: StoreClient, limit: number): Promise<DeadLetter[]> {
  const answer = await client.query({
    query: `SELECT project, toString(event_id) AS event_id, toString(block_id) AS block_id,
                   toUnixTimestamp64Milli(died_at) AS died_at_ms, target, error_code, reason, row
            FROM dead_letter FINAL
            WHERE NOT replayed
            ORDER BY died_at, event_id, block_id
            LIMIT {limit:UInt32}`,
    query_params: { limit },
    format: 'JSONEachRow',
  });
  return (await answer.json<DeadLetterRow>()).map((row) => ({ ...row, died_at_ms: Number(row.died_at_ms) }));
}

/** A replay that was killed between its two inserts, or run twice, finds the row and leaves it. */
async function isStored(client: StoreClient, letter: DeadLetter): Promise<boolean> {
  const answer = await client.query({
    query: `SELECT count() AS count FROM events
            WHERE block_id = {block_id:UInt64} AND project = {project:String} AND event_id = {event_id:UUID}`,
    query_params: { block_id: letter.block_id, project: letter.project, event_id: letter.event_id },
    format: 'JSONEachRow',
  });
  return Number((await answer.json<{ count: string }>())[0]?.count) > 0;
}

async function insertLine(client: StoreClient, table: string, line: string): Promise<void> {
  await client.command({
    query: `INSERT INTO ${table} FORMAT JSONEachRow\n${line}\n`,
    clickhouse_settings: INSERT_SETTINGS,
  });
}

/** Tries one letter again, with the row exactly as it was. Throws what the store says when it is refused again. */
export async function replayDeadLetter(client: StoreClient, letter: DeadLetter): Promise<void> {
  if (!TARGETS.has(letter.target)) throw new Error(`Rows for "${letter.target}" cannot be replayed by this release.`);
  if (!(await isStored(client, letter))) await insertLine(client, letter.target, letter.row);
  const { died_at_ms, ...columns } = letter;
  const version = Date.now();
  await insertLine(client, 'dead_letter', JSON.stringify({ ...columns, died_at: died_at_ms, replayed: true, version }));
}
