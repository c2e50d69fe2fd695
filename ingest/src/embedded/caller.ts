import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { exception } from './exception.ts';

/** Who may talk to the child. The untrusted one gets connections and limits of its own. */
export type Credentials = { username: string; password: string };
export type Users = { trusted: Credentials; untrusted: Credentials };
export type Role = keyof Users;

/** Finds the caller's role by the ways a ClickHouse server takes credentials: Basic, its own headers, the URL. */
export function authenticate(request: IncomingMessage, parameters: URLSearchParams, users: Users): Role {
  const given = credentialsOf(request, parameters);
  for (const role of ['trusted', 'untrusted'] as const) {
    const { username, password } = users[role];
    if (given.username === username && equal(given.password, password)) return role;
  }
  throw exception(
    516,
    'AUTHENTICATION_FAILED',
    `${given.username}: Authentication failed: password is incorrect, or there is no user with such name.`,
  );
}

function credentialsOf({ headers }: IncomingMessage, parameters: URLSearchParams): Credentials {
  const basic = /^Basic (.+)$/i.exec(headers.authorization ?? '')?.[1];
  if (basic !== undefined) {
    const text = Buffer.from(basic, 'base64').toString();
    const colon = text.indexOf(':');
    return { username: text.slice(0, colon), password: text.slice(colon + 1) };
  }
  return {
    username: single(headers['x-clickhouse-user']) ?? parameters.get('user') ?? 'default',
    password: single(headers['x-clickhouse-key']) ?? parameters.get('password') ?? '',
  };
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

/** Hashing first gives both sides one length. */
function equal(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
