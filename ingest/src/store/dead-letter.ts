import { createHash } from 'node:crypto';
import { failpoint } from '../failpoint.ts';
import type { Block, BlockSource } from './block.ts';
import { errorCode, errorReason } from './insert-error.ts';
import { type Row, readLine, textOfLine } from './lines.ts';
import type { Writer } from './writer.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A letter is known by project, event id and block. A row without an id of its own in the block is given one made from its text. */
function letterId(row: Row, line: Buffer, buried: ReadonlySet<string>): string {
  const id = String(row.event_id ?? row.chunk_id);
  const isTaken = [...buried].some((each) => each.endsWith(`/${id.toLowerCase()}`));
  if (UUID.test(id) && !isTaken) return id;
  const digest = createHash('sha256').update(line).digest('hex');
  return digest.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

export interface Burial {
  writer: Writer;
  source: BlockSource;
  block: Block;
  line: Buffer;
  error: unknown;
}

/** Moves one row to the dead letters, with the reason; from then on it is no part of its block. Repeating it changes nothing. */
export async function bury({ writer, source, block, line, error }: Burial): Promise<void> {
  const { row, identity } = readLine(line, block);
  const letter = {
    project: String(row.project ?? ''),
    event_id: letterId(row, line, source.buried(block)),
    block_id: block.id,
    died_at: Date.now(),
    target: block.table,
    error_code: errorCode(error) ?? 0,
    reason: errorReason(error),
    row: textOfLine(line, block),
    replayed: false,
    version: Date.now(),
  };
  await writer.insert({ table: 'dead_letter', format: 'json' }, Buffer.from(`${JSON.stringify(letter)}\n`));
  failpoint('mid-dead-letter');
  await source.bury(block, identity);
}
