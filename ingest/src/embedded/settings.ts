import { sqlLiteral } from '../sql-literal.ts';
import type { Connection } from './connection.ts';
import { exception } from './exception.ts';
import type { Limits } from './limits.ts';
import type { Statement } from './statement.ts';

/** Query parameters of ClickHouse's HTTP interface that are not settings. */
const INTERFACE_PARAMETERS = new Set([
  'query',
  'query_id',
  'database',
  'default_format',
  'user',
  'password',
  'role',
  'quota_key',
  'session_id',
  'session_timeout',
  'session_check',
  'compress',
  'decompress',
  'buffer_size',
  'wait_end_of_query',
  'close_session',
  'client_protocol_version',
]);
/** Settings that a server uses for its HTTP answers only; the engine does not know some of them. */
const HTTP_SETTING = /^(http_|send_progress_in_http_headers$|enable_http_compression$)/;
const NAME = /^[A-Za-z_]\w*$/;

/** The settings of one request: the child's limits, then the caller's wishes, then what is not for the caller to choose. */
export function settingsOf(parameters: URLSearchParams, statement: Statement, limits: Limits): Map<string, string> {
  // Seen once to hide the rows of a project after failing and early-ending queries of others on the same table.
  const settings = new Map([['use_query_condition_cache', '0']]);
  if (statement.kind === 'read') for (const [name, value] of Object.entries(limits)) settings.set(name, String(value));
  for (const [name, value] of parameters) {
    if (INTERFACE_PARAMETERS.has(name) || HTTP_SETTING.test(name)) continue;
    if (!NAME.test(name)) throw exception(115, 'UNKNOWN_SETTING', `Unknown setting '${name}'`);
    settings.set(name, value);
  }
  // On by default in the engine and does not batch there: an insert would be acknowledged before it is stored.
  if (statement.kind !== 'read') settings.set('async_insert', '0');
  return settings;
}

/** One `SET` for all: parameters travel as `param_x`, which each connection keeps to itself (0 mix-ups of 500 concurrent). */
export async function applySettings(connection: Connection, settings: ReadonlyMap<string, string>): Promise<void> {
  if (settings.size === 0) return;
  const list = [...settings].map(([name, value]) => `${name} = ${sqlLiteral(value)}`);
  await connection.query(`SET ${list.join(', ')}`, 'Null');
}

/** Undoes `applySettings` on a connection that lives on. */
export async function resetSettings(connection: Connection, settings: ReadonlyMap<string, string>): Promise<void> {
  const names = [...settings.keys()].filter((name) => !name.startsWith('param_'));
  if (names.length > 0) await connection.query(`SET ${names.map((name) => `${name} = DEFAULT`).join(', ')}`, 'Null');
}

export function identifier(name: string): string {
  return `\`${name.replace(/[\\`]/g, '\\$&')}\``;
}
