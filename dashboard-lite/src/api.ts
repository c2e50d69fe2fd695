import { signal } from '@preact/signals';
import { here } from './state.ts';
import type { ErrorAnswer, ErrorCode, OverviewAnswer, RecentAnswer, SessionAnswer } from './wire.ts';

/** What the server's answers have taught us so far about this browser's right to read. */
export const access = signal<'unknown' | 'granted' | 'refused'>('unknown');

/** A request that was refused, or (`UNREACHABLE`) never answered in our language. */
export class ApiError extends Error {
  readonly code: ErrorCode | 'UNREACHABLE';
  readonly hint: string;

  constructor(refusal: { code: ErrorCode | 'UNREACHABLE'; message: string; hint: string }) {
    super(refusal.message);
    this.name = 'ApiError';
    this.code = refusal.code;
    this.hint = refusal.hint;
  }
}

export type Credentials = { code: string } | { secret_key: string };

const SESSION = '/api/session';

const unreachable = (hint: string) =>
  new ApiError({ code: 'UNREACHABLE', message: 'The server did not answer.', hint });

/** A proxy in front may answer with its own page, which is no refusal of ours. */
async function refusalOf(response: Response): Promise<ApiError> {
  const body = (await response.json().catch(() => null)) as Partial<ErrorAnswer> | null;
  return body?.error
    ? new ApiError(body.error)
    : unreachable(`Something in between answered with status ${response.status}.`);
}

/** One question to the server: its answer, or an `ApiError`. */
export async function ask<T>(path: string, init: RequestInit = {}): Promise<T> {
  const response = await fetch(here(path), { ...init, credentials: 'same-origin', cache: 'no-store' }).catch(
    () => null,
  );
  if (!response) throw unreachable('Is it still running? This page tries again by itself.');
  // A key that opens nothing says nothing about the cookie that is there.
  if (response.status === 401 && path !== SESSION) access.value = 'refused';
  if (!response.ok) throw await refusalOf(response);
  if (response.status === 204) return undefined as T;
  return response.json().catch(() => {
    throw unreachable('Its answer was cut off, or something in between gave another one.');
  });
}

export const post = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

export async function readSession(): Promise<SessionAnswer> {
  const session = await ask<SessionAnswer>(SESSION);
  access.value = session.projects.length > 0 ? 'granted' : 'refused';
  return session;
}

export const signIn = (credentials: Credentials) => ask<unknown>(SESSION, post(credentials));

export async function signOut(): Promise<void> {
  await ask<unknown>(SESSION, { method: 'DELETE' });
  access.value = 'refused';
}

export const readOverview = (query: URLSearchParams) => ask<OverviewAnswer>(`/api/overview?${query}`);

export function readRecent({ limit, cursor }: { limit: number; cursor?: string }): Promise<RecentAnswer> {
  const query = new URLSearchParams({ limit: String(limit) });
  if (cursor) query.set('cursor', cursor);
  return ask<RecentAnswer>(`/api/events/recent?${query}`);
}
