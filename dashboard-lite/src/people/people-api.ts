import { ask } from '../api.ts';
import { here } from '../state.ts';
import type { ErasureJob, PeopleAnswer, PersonAnswer } from '../wire.ts';

export type PersonKind = 'user' | 'visitor';

const PAGE = 50;

export function readPeople(kind: PersonKind, search: string, cursor?: string): Promise<PeopleAnswer> {
  const query = new URLSearchParams({ kind, limit: String(PAGE) });
  if (search) query.set('search', search);
  if (cursor) query.set('cursor', cursor);
  return ask<PeopleAnswer>(`/api/people?${query}`);
}

export function readPerson(kind: PersonKind, id: string, cursor?: string): Promise<PersonAnswer> {
  const query = new URLSearchParams({ kind });
  if (cursor) query.set('cursor', cursor);
  return ask<PersonAnswer>(`/api/people/${encodeURIComponent(id)}?${query}`);
}

/** An account is meant with what its browsers did before the sign-in, as its page shows it. */
const who = (kind: PersonKind, id: string) =>
  new URLSearchParams(kind === 'user' ? { user_id: id, with_browsers: '1' } : { visitor_id: id });

/** A plain download: the browser streams it to disk. */
export const exportAddress = (kind: PersonKind, id: string) => here(`/api/people/export?${who(kind, id)}`);

export const beginErasure = (kind: PersonKind, id: string) =>
  ask<ErasureJob>(`/api/people/erase?${who(kind, id)}`, { method: 'POST' });

export const readErasure = (jobId: string) => ask<ErasureJob>(`/api/people/erase/${jobId}`);
