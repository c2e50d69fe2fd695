import { failpoint } from '../failpoint.ts';
import type { Block, BlockSource } from './block.ts';
import { errorCode, errorReason } from './insert-error.ts';
import { readLine } from './lines.ts';
import type { Writer } from './writer.ts';

const NIL_UUID = '00000000-0000-0000-0000-000000000000';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export interface Burial {
  writer: Writer;
  source: BlockSource;
  block: Block;
  line: Buffer;
  error: unknown;
}

/** Moves one row to the dead letters, with the reason; from then on it is no part of its block. Repeating it changes nothing. */
export async function bury({ writer, source, block, line, error }: Burial): Promise<void> {
  const { row, identity } = readLine(line, block.table);
  const letter = {
    project: String(row.project ?? ''),
    event_id: UUID.test(String(row.event_id)) ? row.event_id : NIL_UUID,
    block_id: block.id,
    died_at: Date.now(),
    target: block.table,
    error_code: errorCode(error) ?? 0,
    reason: errorReason(error),
    row: line.toString('utf8'),
    replayed: false,
    version: Date.now(),
  };
  await writer.insert('dead_letter', Buffer.from(`${JSON.stringify(letter)}\n`));
  failpoint('mid-dead-letter');
  await source.bury(block, identity);
}
