import type { StoreClient } from '../store/index.ts';
import { knowPerson } from './know-person.ts';
import { type Person, personalTables, personParams, SHARES } from './person.ts';

/** Rows in one answer of the store: pages keep memory flat for people with years of history. */
const PAGE_ROWS = 5_000;
/** One weighs as much as a thousand others. */
const REPLAY_PAGE_ROWS = 20;

/**
 * Everything the store holds about one person, row by row as one JSON object a line: `{ "table", "row" }`.
 * Numbers that stand for people inside of derived tables are left out, as are links that the team made: they say nothing that the
 * events and replays do not.
 */
export async function* exportPerson(client: StoreClient, asked: Person): AsyncGenerator<string> {
  const person = await knowPerson(client, asked);
  for (const { table, where } of await personalTables(client)) {
    if (table === 'ids' || table === SHARES) continue;
    const pageRows = table === 'replay_chunks' ? REPLAY_PAGE_ROWS : PAGE_ROWS;
    for (let offset = 0; ; offset += pageRows) {
      const answer = await client.query({
        query: `SELECT * FROM ${table} WHERE ${where} ORDER BY ALL LIMIT ${pageRows} OFFSET {offset:UInt64}`,
        query_params: { ...personParams(person), offset },
        format: 'JSONEachRow',
        clickhouse_settings: { date_time_output_format: 'iso', output_format_json_quote_64bit_integers: 1 },
      });
      const rows = await answer.json<Record<string, unknown>>();
      for (const row of rows) yield `${JSON.stringify({ table, row })}\n`;
      if (rows.length < pageRows) break;
    }
  }
}
