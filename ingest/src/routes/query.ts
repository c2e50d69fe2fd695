import type { RequestHandler, Response } from 'express';
import { z } from 'zod';
import { HttpError } from '../errors.ts';
import { adminProject, createBodyReader, parseJson } from '../middleware/index.ts';
import { LIMITS, runSql, type SqlClients, sqlSchema } from '../sql/index.ts';
import type { StoreClient } from '../store/index.ts';

export interface QueryOptions {
  store: () => StoreClient;
  untrustedStore: () => StoreClient | undefined;
}

const readBody = createBodyReader({ maxBytes: 131_072, timeoutMs: 5_000, budgetBytes: 2_097_152 });
const ASK_AGAIN_SECONDS = 1;

const { timeoutMs } = LIMITS;
const scalarSchema = z.union([z.string().max(4_096), z.number(), z.boolean(), z.null()]);
const instantSchema = z
  .int()
  .min(0)
  .max(Date.UTC(2100, 0, 1));
const bodySchema = z.object({
  query: z.string().min(1).max(LIMITS.queryLength),
  params: z
    .record(z.string().regex(/^[A-Za-z_]\w{0,63}$/), z.union([scalarSchema, z.array(scalarSchema).max(1_000)]))
    .refine((params) => Object.keys(params).length <= LIMITS.params)
    .default({}),
  timeout_ms: z.int().min(timeoutMs.min).max(timeoutMs.max).default(timeoutMs.fallback),
  from: instantSchema.optional(),
  to: instantSchema.optional(),
});

function questionOf(body: unknown): z.infer<typeof bodySchema> {
  const parsed = bodySchema.safeParse(body);
  if (parsed.success) return parsed.data;
  const at = parsed.error.issues[0]?.path[0];
  throw new HttpError('INVALID_QUERY', {
    message: `Send { "query": "SELECT …", "params"?, "timeout_ms"?, "from"?, "to"? }${at === undefined ? '' : `: look at ${String(at)}`}.`,
  });
}

/** Fires when the connection ends before the answer does. */
function leaving(response: Response): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  return gone.signal;
}

/** `POST /api/query` and `GET /api/query/schema`. */
export function queryRoutes({ store, untrustedStore }: QueryOptions): { run: RequestHandler; schema: RequestHandler } {
  const running = new Map<string, number>();

  function clients(): SqlClients {
    const trusted = store();
    const untrusted = untrustedStore();
    if (untrusted === undefined) throw new HttpError('QUERY_UNAVAILABLE');
    return { trusted, untrusted };
  }

  return {
    async run(request, response) {
      const project = adminProject(response).id;
      const { query, params, timeout_ms, from, to } = questionOf(parseJson(await readBody(request)));
      const others = running.get(project) ?? 0;
      if (others >= LIMITS.atOnce) throw new HttpError('QUERY_BUSY', { retryAfterSeconds: ASK_AGAIN_SECONDS });
      running.set(project, others + 1);
      const signal = leaving(response);
      try {
        const question = { project, query, params, timeoutMs: timeout_ms, fromMs: from, toMs: to, signal };
        response.json(await runSql(clients(), question));
      } catch (error) {
        if (!signal.aborted) throw error;
      } finally {
        const left = (running.get(project) ?? 1) - 1;
        if (left === 0) running.delete(project);
        else running.set(project, left);
      }
    },
    async schema(_request, response) {
      response.json(await sqlSchema(clients().trusted));
    },
  };
}
