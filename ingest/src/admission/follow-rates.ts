import type { Logger } from '../log.ts';
import type { Project, StoreClient } from '../store/index.ts';
import type { RateShares, ServerSign } from './rate-shares.ts';
import { limitsOf } from './settings.ts';

/** How long a server may go by shares that no longer fit. */
const SIGN_EVERY_MS = 5_000;
/** A server that gave no sign for so long has left its share to the others. By the store's clock alone. */
const SILENT_AFTER_MS = 3 * SIGN_EVERY_MS;

export interface FollowRatesOptions {
  shares: RateShares;
  server: string;
  store: () => StoreClient;
  projects: () => readonly Project[];
  log: Logger;
}

/** Says what this server was asked, and hears the same of the others. */
async function exchangeSigns({ shares, server, store, projects }: FollowRatesOptions): Promise<void> {
  if (!projects().some((project) => limitsOf(project).requests_per_minute)) return;
  const own: ServerSign = { server, asked: shares.takeAsked() };
  await store().insert({
    table: 'server_signs',
    columns: ['server', 'asked'],
    values: [own],
    format: 'JSONEachRow',
    clickhouse_settings: { async_insert: 0 },
  });
  const answer = await store().query({
    query: `SELECT server, argMax(asked, at) AS asked FROM server_signs
            WHERE server != {server:String} AND at > now64(3) - toIntervalMillisecond({silent:UInt32}) GROUP BY server`,
    query_params: { server, silent: SILENT_AFTER_MS },
    format: 'JSONEachRow',
  });
  // Its own is known here best: the replica that answers may not have it yet.
  shares.hear([own, ...(await answer.json<ServerSign>())]);
}

/** Keeps the shares true while the server lives. While the store is away they stay as they were. */
export function followRates(options: FollowRatesOptions): { look(): Promise<void>; stop(): void } {
  const look = () =>
    exchangeSigns(options).catch((error: unknown) => {
      options.log.debug({ err: error }, 'the rates could not be shared anew');
    });
  const timer = setInterval(look, SIGN_EVERY_MS).unref();
  return { look, stop: () => clearInterval(timer) };
}
