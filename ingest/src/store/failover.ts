import { setTimeout as delay } from 'node:timers/promises';
import { ClickHouseError } from '@clickhouse/client';
import type { StoreClient } from './client.ts';

/**
 * A session fences: nothing of it that was sent before an answer can land after it. Another server knows nothing of the session, so what
 * the old one was told last may still land there. Its statements therefore end by themselves, and those to the next server wait longer
 * than that. Blocks of events take milliseconds; a fold may take minutes, and only the derived numbers wait for it.
 */
const PATIENCE = {
  writer: { withinS: 20, fenceMs: 30_000 },
  other: { withinS: 300, fenceMs: 310_000 },
} as const;
type Kind = keyof typeof PATIENCE;
const WRITER_SESSION = /^trodden-writer-/;

const METHODS = ['query', 'command', 'exec', 'insert', 'ping'] as const;
type Method = (typeof METHODS)[number];
interface Parameters {
  session_id?: string;
  abort_signal?: AbortSignal;
  clickhouse_settings?: Record<string, unknown>;
}
type Call = (parameters: Parameters) => Promise<unknown>;

/** The server did not answer, or answered that it cannot: nothing about the statement itself. */
function isAway(error: unknown): boolean {
  if (error instanceof ClickHouseError) return AWAY_CODES.has(error.code);
  return !(error instanceof Error && error.name === 'AbortError');
}
/** Network error (210), socket timeout (209), too many simultaneous queries (202), table is read-only (242), keeper (999), no live replica (285). */
const AWAY_CODES = new Set(['202', '209', '210', '242', '285', '999']);

/**
 * Several addresses of one store as one client: calls go to the first that answers, until it does not. The call that found it away still
 * fails, since nobody knows how far it came; everybody here tries again anyway.
 */
export function createFailover(
  clients: readonly [StoreClient, ...StoreClient[]],
  { fenceMs }: { fenceMs?: number } = {},
): StoreClient {
  let current = 0;
  const lastAt: Record<Kind, number> = { writer: Number.NEGATIVE_INFINITY, other: Number.NEGATIVE_INFINITY };
  /** Before it no session may begin on the server that is current now. */
  const fencedUntil = { ...lastAt };

  function leave(index: number): void {
    if (index !== current) return;
    current = (current + 1) % clients.length;
    for (const kind of ['writer', 'other'] as const)
      fencedUntil[kind] = Math.max(fencedUntil[kind], lastAt[kind] + (fenceMs ?? PATIENCE[kind].fenceMs));
  }

  async function fenced(kind: Kind, parameters: Parameters): Promise<Parameters> {
    const { abort_signal: signal } = parameters;
    const waitMs = fencedUntil[kind] - performance.now();
    if (waitMs > 0) await delay(waitMs, undefined, signal === undefined ? {} : { signal });
    lastAt[kind] = performance.now();
    const limit = { max_execution_time: PATIENCE[kind].withinS };
    return { ...parameters, clickhouse_settings: { ...limit, ...parameters.clickhouse_settings } };
  }

  async function call(method: Method, given: Parameters): Promise<unknown> {
    const session = given?.session_id;
    const kind: Kind | undefined =
      session === undefined ? undefined : WRITER_SESSION.test(session) ? 'writer' : 'other';
    const parameters = kind === undefined ? given : await fenced(kind, given);
    const index = current;
    try {
      const client = clients[index] as unknown as Record<Method, Call>;
      return await client[method].call(client, parameters);
    } catch (error) {
      if (isAway(error)) leave(index);
      throw error;
    }
  }

  const replaced = new Map<string | symbol, unknown>(
    METHODS.map((method) => [method, (parameters: Parameters) => call(method, parameters)]),
  );
  replaced.set('close', async () => {
    await Promise.all(clients.map((client) => client.close()));
  });
  return new Proxy(clients[0], {
    get: (target, name) => (replaced.has(name) ? replaced.get(name) : Reflect.get(target, name)),
  });
}
