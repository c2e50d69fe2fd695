import type { Request, RequestHandler } from 'express';
import type { PeopleAnswer, PersonAnswer } from '../contract/index.ts';
import { MAX_ID_LENGTH } from '../contract/limits.ts';
import { HttpError } from '../errors.ts';
import { adminProject } from '../middleware/index.ts';
import {
  findPerson,
  listPeople,
  type PeoplePosition,
  type PersonKind,
  personEvents,
  personSessions,
  personSpan,
} from '../queries/index.ts';
import type { StoreClient } from '../store/index.ts';
import { cursorAfter, eventPosition } from './event-cursor.ts';
import { countParameter, invalid, textParameter } from './query-values.ts';

const DEFAULT_PEOPLE = 50;
const MAX_PEOPLE = 200;
const DEFAULT_EVENTS = 100;
const MAX_EVENTS = 500;
const MAX_CURSOR_LENGTH = 128;

function kindParameter(request: Request): PersonKind | undefined {
  const kind = textParameter(request, 'kind', 10);
  if (kind === undefined || kind === 'user' || kind === 'visitor') return kind;
  throw invalid('kind', 'must be user or visitor');
}

const peopleCursor = ({ atMs, number }: PeoplePosition) => Buffer.from(`${atMs}.${number}`).toString('base64url');

function peoplePosition(cursor: string): PeoplePosition {
  const [, at, number] = /^(\d{1,15})\.(\d{1,10})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (at === undefined) throw invalid('cursor', 'is not one that this server gave out');
  return { atMs: Number(at), number: Number(number) };
}

/** `GET /api/people?kind=user|visitor&search&limit&cursor` */
export function peopleRoute({ store }: { store: () => StoreClient }): RequestHandler {
  return async function answerPeople(request, response) {
    const cursor = textParameter(request, 'cursor', MAX_CURSOR_LENGTH);
    const { people, next } = await listPeople(store(), {
      project: adminProject(response).id,
      kind: kindParameter(request) ?? 'user',
      search: textParameter(request, 'search', MAX_ID_LENGTH),
      limit: countParameter(request, 'limit', { min: 1, max: MAX_PEOPLE, fallback: DEFAULT_PEOPLE }),
      after: cursor === undefined ? undefined : peoplePosition(cursor),
    });
    const next_cursor = next === undefined ? null : peopleCursor(next);
    response.json({ people, next_cursor } satisfies PeopleAnswer);
  };
}

/** `GET /api/people/:id?kind&limit&cursor` */
export function personRoute({ store }: { store: () => StoreClient }): RequestHandler {
  return async function answerPerson(request, response) {
    const client = store();
    const limit = countParameter(request, 'limit', { min: 1, max: MAX_EVENTS, fallback: DEFAULT_EVENTS });
    const cursor = textParameter(request, 'cursor', MAX_CURSOR_LENGTH);
    const after = cursor === undefined ? undefined : eventPosition(cursor);
    const project = adminProject(response).id;
    const id = String(request.params.id);
    const person = await findPerson(client, { project, id, kind: kindParameter(request) });
    if (person === undefined) throw new HttpError('NOT_FOUND', { message: 'Nobody has this id.' });
    const [span, sessions, events] = await Promise.all([
      personSpan(client, person),
      personSessions(client, person),
      personEvents(client, person, { limit, after }),
    ]);
    const { kind, users, visitors } = person;
    const last = events.at(-1);
    const next_cursor = last === undefined || events.length < limit ? null : cursorAfter(last);
    response.json({ kind, id, users, visitors, ...span, sessions, events, next_cursor } satisfies PersonAnswer);
  };
}
