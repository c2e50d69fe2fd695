import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type Body, readBody, type Spill } from './body.ts';
import type { Role } from './caller.ts';
import { exception } from './exception.ts';
import { fileUse } from './execute.ts';
import { SPILL_ABOVE_BYTES } from './limits.ts';
import { parseStatement, type Statement } from './statement.ts';

/** One HTTP request, understood. */
export type Call = {
  role: Role;
  parameters: URLSearchParams;
  queryId: string;
  sql: string;
  statement: Statement;
  body: Body;
};

type Incoming = { role: Role; parameters: URLSearchParams; declared: Statement | undefined; spillDirectory: string };

export function queryIdOf(parameters: URLSearchParams): string {
  return parameters.get('query_id') || randomUUID();
}

/** The statement, when the URL carries it: then its place in a session's queue can be taken before its rows are read. */
export function statementInUrl(parameters: URLSearchParams): Statement | undefined {
  const sql = parameters.get('query');
  return sql === null ? undefined : parseStatement(sql);
}

export async function readCall(
  request: IncomingMessage,
  { role, parameters, declared: statement, spillDirectory }: Incoming,
): Promise<Call> {
  refuseUnsupported(parameters);
  const body = await readBody(request, spillOf(statement, spillDirectory));
  const queryId = queryIdOf(parameters);
  if (statement !== undefined)
    return { role, parameters, queryId, sql: parameters.get('query') ?? '', statement, body };
  return { role, parameters, queryId, ...(await statementInBody(request, parameters, body)) };
}

async function statementInBody(request: IncomingMessage, parameters: URLSearchParams, body: Body) {
  const data = body.data ?? Buffer.alloc(0);
  if (/^multipart\/form-data/i.test(request.headers['content-type'] ?? '')) {
    await readForm(request, parameters, data);
    const sql = parameters.get('query') ?? '';
    return { sql, statement: parseStatement(sql), body: { data: Buffer.alloc(0) } };
  }
  const sql = data.toString();
  const statement = parseStatement(sql);
  if (statement.kind !== 'insert') return { sql, statement, body: { data: Buffer.alloc(0) } };
  // Rows behind the statement stay the bytes they were.
  const head = sql.slice(0, statement.dataAt);
  return { sql: head, statement, body: { data: afterLineBreak(data.subarray(Buffer.byteLength(head))) } };
}

async function readForm(request: IncomingMessage, parameters: URLSearchParams, data: Buffer): Promise<void> {
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  const form = await new Response(new Uint8Array(data), { headers }).formData();
  for (const [name, value] of form) if (typeof value === 'string') parameters.append(name, value);
}

function spillOf(statement: Statement | undefined, directory: string): Spill | undefined {
  if (statement?.kind !== 'insert') return undefined;
  const use = fileUse(statement);
  if (use === 'never') return undefined;
  return { directory, aboveBytes: use === 'always' ? 0 : SPILL_ABOVE_BYTES };
}

/** Rows begin on the line after the format's name; further white space may belong to them. */
function afterLineBreak(data: Buffer): Buffer {
  const blank = /^[ \t\f]*\r?\n?/.exec(data.subarray(0, 1_024).toString('latin1'))?.[0].length ?? 0;
  return data.subarray(blank);
}

function refuseUnsupported(parameters: URLSearchParams): void {
  for (const name of ['compress', 'decompress']) {
    if (/^(1|true)$/.test(parameters.get(name) ?? '')) {
      throw exception(
        48,
        'NOT_IMPLEMENTED',
        `${name}=1 (ClickHouse's own block compression) is not supported: use gzip.`,
      );
    }
  }
  const role = parameters.get('role');
  if (role !== null) throw exception(511, 'UNKNOWN_ROLE', `There is no role '${role}'.`);
}
