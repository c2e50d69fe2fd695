import { readFile } from 'node:fs/promises';
import { sqlLiteral } from '../sql-literal.ts';
import type { Body } from './body.ts';
import type { Connection, Outcome } from './connection.ts';
import { exception } from './exception.ts';
import type { InsertStatement } from './insert-statement.ts';
import type { Statement } from './statement.ts';

const NOTHING = Buffer.alloc(0);
const NO_ROWS: Outcome = {
  body: NOTHING,
  elapsedSeconds: 0,
  readRows: 0,
  readBytes: 0,
  writtenRows: 0,
  writtenBytes: 0,
};

/**
 * Text formats pass through the addon's raw insert unharmed. Binary ones do not (RowBinary and Native broke at row 7,140
 * of a 1.4 MB body), so they always take the way through a file.
 */
const TEXT_FORMAT = /^(Values|JSON.*|TSV.*|TabSeparated.*|CSV.*|CustomSeparated.*|TSKV|LineAsString|Regexp)$/i;

/** Whether the rows of this insert may, and whether they must, reach the engine as a file. */
export function fileUse(insert: InsertStatement): 'never' | 'large' | 'always' {
  if (insert.targetEnd === undefined) return 'never';
  return TEXT_FORMAT.test(insert.format) ? 'large' : 'always';
}

export type Work = { sql: string; statement: Statement; body: Body; format: string };

export async function execute(connection: Connection, { sql, statement, body, format }: Work): Promise<Outcome> {
  if (statement.kind === 'insert') return insert(connection, { sql, statement, body });
  const whole = body.data === undefined || body.data.length === 0 ? sql : `${sql}\n${body.data.toString()}`;
  // The raw call reports the rows that an INSERT … SELECT wrote, the query call does not; it has no result rows, though.
  if (statement.kind === 'copy') return connection.write(whole, NOTHING);
  return connection.query(whole, format);
}

async function insert(
  connection: Connection,
  { sql, statement, body }: { sql: string; statement: InsertStatement; body: Body },
): Promise<Outcome> {
  const { dataAt, targetEnd, format } = statement;
  if (body.path !== undefined && targetEnd !== undefined) {
    const source = ` FROM INFILE ${sqlLiteral(body.path)} COMPRESSION 'none'`;
    return connection.write(`${sql.slice(0, targetEnd)}${source}${sql.slice(targetEnd, dataAt)}`, NOTHING);
  }
  if (!TEXT_FORMAT.test(format)) {
    throw exception(
      48,
      'NOT_IMPLEMENTED',
      `The embedded engine takes ${format} rows only as the body of a plain INSERT INTO table.`,
    );
  }
  const inline = sql.slice(dataAt);
  const own = inline.trim() === '' ? NOTHING : Buffer.from(inline);
  const sent = body.data ?? (await readFile(body.path));
  const rows = own.length === 0 ? sent : Buffer.concat([own, Buffer.from('\n'), sent]);
  if (rows.length === 0) return NO_ROWS;
  return connection.write(sql.slice(0, dataAt), rows);
}
