import { createHash } from 'node:crypto';
import type { Block, BlockTable } from './block.ts';
import { LAYOUTS } from './layouts.ts';

const NEWLINE = 10;

/** One row each, without its newline; views into the block's buffer. */
export function splitLines(text: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  for (let end = text.indexOf(NEWLINE); end !== -1; end = text.indexOf(NEWLINE, start)) {
    if (end > start) lines.push(text.subarray(start, end));
    start = end + 1;
  }
  if (start < text.length) lines.push(text.subarray(start));
  return lines;
}

export function joinLines(lines: readonly Buffer[]): Buffer {
  const joined = Buffer.allocUnsafe(lines.reduce((sum, line) => sum + line.length + 1, 0));
  let at = 0;
  for (const line of lines) {
    at += line.copy(joined, at);
    at = joined.writeUInt8(NEWLINE, at);
  }
  return joined;
}

/** The columns that tell a row of a block from all others, even when two batches reuse an event id. */
export const IDENTITY_COLUMNS: Record<BlockTable, readonly string[]> = {
  events: ['project', 'batch_id', 'event_id'],
  replay_chunks: ['project', 'chunk_id'],
  batch_traces: ['project', 'batch_id'],
};

export type Row = Record<string, unknown>;

/** Ids are compared in the form that the store gives them back. */
export function identityOf(row: Row, table: BlockTable): string {
  return IDENTITY_COLUMNS[table]
    .map((column) => (column === 'project' ? String(row[column]) : String(row[column]).toLowerCase()))
    .join('/');
}

/** A row's names and its identity. Text that is no row, which only a fault of ours could produce, is still told from all other text. */
export function readLine(
  line: Buffer,
  { table, format }: Pick<Block, 'table' | 'format'>,
): { row: Row; identity: string } {
  try {
    const text = line.toString('utf8');
    const row: Row = format === 'columns' ? LAYOUTS[table].namesOfRow(text, IDENTITY_COLUMNS[table]) : JSON.parse(text);
    return { row, identity: identityOf(row, table) };
  } catch {
    return { row: {}, identity: `unreadable/${createHash('sha256').update(line).digest('hex')}` };
  }
}

/** A row as it can be kept outside of its block: JSON, which says by itself what it holds. */
export function textOfLine(line: Buffer, { table, format }: Pick<Block, 'table' | 'format'>): string {
  const text = line.toString('utf8');
  return format === 'columns' ? LAYOUTS[table].jsonOfRow(text) : text;
}
