import type { RequestHandler } from 'express';
import type { SyncedTeam, SyncedUser, SyncStatus } from '../contract/index.ts';
import { MAX_BODY_BYTES } from '../contract/limits.ts';
import { HttpError } from '../errors.ts';
import { adminProject, createBodyReader, createRateLimit, parseJson } from '../middleware/index.ts';
import type { StoreClient } from '../store/index.ts';
import { readSync, type SyncKind, teamBatchSchema, userBatchSchema, writeSync } from '../sync/index.ts';

/** A batch of 1,000 every tenth of a second: 10,000 records a second for each project. */
const BATCHES_PER_MINUTE = 600;
const readBody = createBodyReader({ maxBytes: MAX_BODY_BYTES, timeoutMs: 15_000, budgetBytes: 64 * MAX_BODY_BYTES });

function recordsOf(kind: SyncKind, body: unknown): readonly (SyncedUser | SyncedTeam)[] {
  const parsed = kind === 'users' ? userBatchSchema.safeParse(body) : teamBatchSchema.safeParse(body);
  if (parsed.success) return 'users' in parsed.data ? parsed.data.users : parsed.data.teams;
  const at = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new HttpError('INVALID_BATCH', { message: `The body does not have the shape of a batch of ${kind}: ${at}.` });
}

/** `POST /api/sync/users { users }` and `/api/sync/teams { teams }`; `GET` tells where to go on. */
export function syncRoutes(
  { store }: { store: () => StoreClient },
  kind: SyncKind,
): { read: RequestHandler; write: RequestHandler } {
  const limit = createRateLimit(BATCHES_PER_MINUTE, Date.now);
  const write: RequestHandler = async (request, response) => {
    const project = adminProject(response).id;
    limit.take(project);
    const records = recordsOf(kind, parseJson(await readBody(request)));
    await writeSync(store(), { project, kind, records, nowMs: Date.now() });
    response.json({ ok: true, accepted: records.length });
  };
  const read: RequestHandler = async (_request, response) => {
    const project = adminProject(response).id;
    response.json((await readSync(store(), { project, kind, nowMs: Date.now() })) satisfies SyncStatus);
  };
  return { read, write };
}
