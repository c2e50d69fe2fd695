import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Outcome } from './connection.ts';
import { asException, httpStatus } from './exception.ts';

const compress = promisify(gzip);

export type Answer = {
  request: IncomingMessage;
  response: ServerResponse;
  parameters: URLSearchParams;
  queryId: string;
};

export async function respond(answer: Answer, outcome: Outcome, format: string): Promise<void> {
  const { response, parameters } = answer;
  const wanted = /^(1|true)$/.test(parameters.get('enable_http_compression') ?? '');
  const gzipped = wanted && /\bgzip\b/.test(answer.request.headers['accept-encoding'] ?? '');
  const body = gzipped ? await compress(outcome.body) : outcome.body;
  response.writeHead(200, {
    ...commonHeaders(answer),
    ...(gzipped ? { 'Content-Encoding': 'gzip' } : {}),
    'Content-Type': contentType(format),
    'Content-Length': body.length,
    'X-ClickHouse-Format': format,
    'X-ClickHouse-Summary': summary(outcome),
  });
  response.end(body);
}

export function respondError(answer: Answer, error: unknown): void {
  const { response } = answer;
  if (response.headersSent || response.destroyed) return;
  const { code, message } = asException(error);
  response.writeHead(httpStatus(code), {
    ...commonHeaders(answer),
    'Content-Type': 'text/plain; charset=UTF-8',
    'X-ClickHouse-Exception-Code': code,
  });
  response.end(`${message}\n`);
}

function commonHeaders({ queryId }: Answer): Record<string, string> {
  return {
    'X-ClickHouse-Query-Id': queryId,
    'X-ClickHouse-Server-Display-Name': 'trodden-embedded',
    'X-ClickHouse-Timezone': 'UTC',
  };
}

function summary(outcome: Outcome): string {
  const { readRows, readBytes, writtenRows, writtenBytes, body } = outcome;
  return JSON.stringify({
    read_rows: `${readRows}`,
    read_bytes: `${readBytes}`,
    written_rows: `${writtenRows}`,
    written_bytes: `${writtenBytes}`,
    total_rows_to_read: '0',
    result_rows: `${writtenRows > 0 ? writtenRows : readRows}`,
    result_bytes: `${body.length}`,
    elapsed_ns: `${Math.round(outcome.elapsedSeconds * 1e9)}`,
  });
}

function contentType(format: string): string {
  if (/^JSON.*EachRow/.test(format)) return 'application/x-ndjson; charset=UTF-8';
  if (/^JSON/.test(format)) return 'application/json; charset=UTF-8';
  if (/^CSV/.test(format)) return 'text/csv; charset=UTF-8';
  if (/^(TabSeparated|TSV)/.test(format)) return 'text/tab-separated-values; charset=UTF-8';
  if (/^(RowBinary|Native|Parquet|Arrow|ORC|Avro|Npy)/.test(format)) return 'application/octet-stream';
  return 'text/plain; charset=UTF-8';
}
