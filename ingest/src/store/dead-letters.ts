import { randomInt } from 'node:crypto';
import type { StoreClient } from './client.ts';
import { IDENTITY_COLUMNS, type Row } from './lines.ts';
import { recordBlocks } from './record-blocks.ts';
import { summariseReplays } from './summarise.ts';

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

/** How every row begins; see the spool. */
const BLOCK_ID = /^\{"block_id":\d+,/;
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

/** Low bits of a block id, random here: no server's number, as none may give the same id. */
const LOW_BITS = 20;

function freshBlockId(): string {
  return ((BigInt(Date.now()) << BigInt(LOW_BITS)) | BigInt(randomInt(2 ** LOW_BITS))).toString();
}

/** Blocks that hold this very row: one, when a replay was killed between its steps or somebody ran it twice. */
async function blocksOf(client: StoreClient, table: Target, row: Row): Promise<bigint[]> {
  const names = IDENTITY_COLUMNS[table];
  const typeOf = (name: string) => (name === 'project' ? 'String' : 'UUID');
  const answer = await client.query({
    query: `SELECT DISTINCT toString(block_id) AS block_id FROM ${table}
            WHERE ${names.map((name) => `${name} = {${name}:${typeOf(name)}}`).join(' AND ')}`,
    query_params: Object.fromEntries(names.map((name) => [name, row[name]])),
    format: 'JSONEachRow',
  });
  return (await answer.json<{ block_id: string }>()).map(({ block_id }) => BigInt(block_id));
}

async function insertLine(client: StoreClient, table: string, line: string): Promise<void> {
  await client.command({
    query: `INSERT INTO ${table} FORMAT JSONEachRow\n${line}\n`,
    clickhouse_settings: INSERT_SETTINGS,
  });
}

/** What has to follow the rows of each table that letters can go back to. Doing it again changes nothing. */
const AFTERWARDS = {
  events: async (client: StoreClient, ids: readonly bigint[]) => {
    const { query, params } = recordBlocks('replay', ids);
    await client.command({ query, query_params: params, clickhouse_settings: INSERT_SETTINGS });
  },
  replay_chunks: (client: StoreClient, ids: readonly bigint[]) =>
    summariseReplays(
      {
        command: async (query, query_params) => {
          await client.command({ query, query_params, clickhouse_settings: INSERT_SETTINGS });
        },
      },
      ids,
    ),
};
type Target = keyof typeof AFTERWARDS;
const isTarget = (table: string): table is Target => Object.hasOwn(AFTERWARDS, table);

/**
 * Tries one letter again. Throws what the store says when it is refused again.
 * The row gets a block of its own: the one it died in is confirmed, and nobody looks at a confirmed block again.
 */
export async function replayDeadLetter(client: StoreClient, letter: DeadLetter): Promise<void> {
  const { target } = letter;
  if (!isTarget(target)) throw new Error(`Rows for "${target}" cannot be replayed by this release.`);
  const row: Row = JSON.parse(letter.row);
  let ids = await blocksOf(client, target, row);
  if (ids.length === 0) {
    const id = freshBlockId();
    await insertLine(client, target, letter.row.replace(BLOCK_ID, `{"block_id":${id},`));
    ids = [BigInt(id)];
  }
  await AFTERWARDS[target](client, ids);
  const { died_at_ms, ...columns } = letter;
  const version = Date.now();
  await insertLine(client, 'dead_letter', JSON.stringify({ ...columns, died_at: died_at_ms, replayed: true, version }));
}
