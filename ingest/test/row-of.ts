import { EVENT_COLUMNS, jsonOfRow } from '../src/store/event-columns.ts';

type Row = Record<string, unknown>;

/** What a row of the spool holds, by column; through bytes, as the spool writes it. Empty fields are left out. */
export function rowOf(line: string): Row {
  return JSON.parse(jsonOfRow(Buffer.from(line).toString()));
}

/** The same of a few neighbouring fields, the first of which is `first`. */
export function fieldsOf(first: string, text: string): Row {
  return rowOf('\t'.repeat(EVENT_COLUMNS.indexOf(first)) + text);
}
