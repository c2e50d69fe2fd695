import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { TroddenEvent } from '../../src/contract/index.ts';
import type { RunningServer } from '../../src/server.ts';
import type { StoreClient } from '../../src/store/index.ts';
import { until } from '../embedded/process.ts';
import { batchOf, sendOk } from '../server/batch.ts';
import { askOk, clientOf, PUBLIC_KEY, SECRET_KEY, startHere } from '../server/harness.ts';
import { scratchDir } from '../with-engine.ts';

/** Stands in every text of the other project, and nowhere else. */
export const FOREIGN = 'FOREIGN-7f3a';
export const FILE_SECRET = 'FILE-SECRET-91c2';
const PAGES = ['/', '/pricing', '/docs/start', '/blog/hello', '/contact'];
export const VISITORS = 12;
export const VIEWS_EACH = 5;
export const CLICKS_EACH = 3;

export interface SqlWorld {
  server: RunningServer;
  client: StoreClient;
  /** A file with a secret, and a folder that must stay empty. */
  secret: string;
  side: string;
  /** A listener that nobody may call. */
  trap: { port: number; calls(): number };
  query(query: unknown, more?: object, signal?: AbortSignal): Promise<Response>;
  stop(): Promise<void>;
}

function eventsOf(visitor: number): { pages: { page_view_id: string; url: string }[]; events: TroddenEvent[] } {
  const now = Date.now();
  const pages = Array.from({ length: VIEWS_EACH }, (_, index) => ({
    page_view_id: randomUUID(),
    url: `https://shop.example${PAGES[(visitor + index) % PAGES.length]}`,
  }));
  const views = pages.map(
    ({ page_view_id }, index): TroddenEvent => ({
      event_id: randomUUID(),
      event_type: 'viewed',
      event_at_ms: now - 60_000 + index * 1_000,
      page_view_id,
      data: { title: `Page ${index}`, entry_type: 'navigate', viewport_width: 1280, viewport_height: 800 } as never,
    }),
  );
  const bought = Array.from(
    { length: CLICKS_EACH },
    (_, index): TroddenEvent => ({
      event_id: randomUUID(),
      event_type: 'purchase',
      event_at_ms: now - 50_000 + index * 1_000,
      page_view_id: pages[0]?.page_view_id ?? '',
      data: { plan: index === 0 ? 'pro' : 'free', price: visitor * 10 + index, nested: '{"a":{"b":[1,2,3]}}' },
    }),
  );
  return { pages, events: [...views, ...bought] };
}

async function fillForeign(client: StoreClient): Promise<void> {
  await client.command({
    query: `INSERT INTO events (project, event_type, event_id, event_at, received_at, visitor_id, session_id, user_id, path, url, title, country, x, rage,
                                auth_state, props_string, props_number)
            SELECT 'other', if(number % 2 = 0, 'viewed', 'purchase'), generateUUIDv4(), now64(3) - number * 100, now64(3), concat('${FOREIGN}-v', toString(number)),
                   '${FOREIGN}', '${FOREIGN}-user', '/${FOREIGN}', '${FOREIGN}', '${FOREIGN}', 'ZW', 987654 + number, 1 + number % 7, 'signed-in',
                   map('${FOREIGN}', '${FOREIGN}'), map('price', 987654)
            FROM numbers(5000)`,
    clickhouse_settings: { async_insert: 0 },
  });
  await client.command({
    query: `INSERT INTO replays (project, session_id, visitor_id, auth_state, started_at, ended_at, version)
            VALUES ('other', '${FOREIGN}', '${FOREIGN}', 'anonymous', now64(3), now64(3), 1), ('default', 'mine', 'me', 'anonymous', now64(3), now64(3), 1)`,
  });
  await client.command({
    query: `INSERT INTO synced_users (project, id, sequence_id, display_name, data, synced_at)
            VALUES ('other', '${FOREIGN}', 1, '${FOREIGN}', '{}', now64(3)), ('default', 'u1', 1, 'One', '{"plan":"pro"}', now64(3))`,
  });
  await client.insert({
    table: 'projects',
    values: [
      {
        id: 'other',
        name: FOREIGN,
        enabled: true,
        secret_key_hashes: [FOREIGN],
        settings: '{}',
        created_at: Date.now(),
        version: 1,
      },
    ],
    format: 'JSONEachRow',
  });
}

/** A real server with two projects: `default` came in by HTTP, `other` is somebody else's. */
export async function startSqlWorld(): Promise<SqlWorld> {
  const scratch = scratchDir();
  const side = join(scratch.dir, 'side');
  mkdirSync(side);
  const secret = join(scratch.dir, 'secret.txt');
  writeFileSync(secret, `${FILE_SECRET}\n`);
  let calls = 0;
  const trap: Server = createServer((_request, response) => {
    calls += 1;
    response.end(FILE_SECRET);
  });
  await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve));

  const dataDir = join(scratch.dir, 'data');
  const server = await startHere(dataDir);
  for (let visitor = 0; visitor < VISITORS; visitor += 1) {
    const names = { visitor_id: `visitor-${visitor}`, session_id: `session-${visitor}`, tab_id: `tab-${visitor}` };
    await sendOk(server.url, batchOf(PUBLIC_KEY, 0, { ...names, ...eventsOf(visitor) }));
  }
  const wanted = VISITORS * (VIEWS_EACH + CLICKS_EACH);
  const counted = () => askOk<{ count: number }>(server.url, '/api/events/count').catch(() => undefined);
  await until(async () => (await counted())?.count === wanted, 40_000);

  // Events are taken before the store has its tables; now it has.
  const client = await clientOf(dataDir);
  await fillForeign(client);

  return {
    server,
    client,
    secret,
    side,
    trap: { port: (trap.address() as AddressInfo).port, calls: () => calls },
    query: (query, more = {}, signal) =>
      fetch(`${server.url}/api/query`, {
        method: 'POST',
        headers: { authorization: `Bearer ${SECRET_KEY}`, 'content-type': 'application/json' },
        body: JSON.stringify({ query, ...more }),
        ...(signal ? { signal } : {}),
      }),
    async stop() {
      await client.close();
      await server.stop();
      await new Promise((resolve) => trap.close(resolve));
      scratch.remove();
    },
  };
}
