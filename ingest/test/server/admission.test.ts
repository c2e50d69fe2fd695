import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAdmission, lookAtQuotas } from '../../src/admission/index.ts';
import { runCommand } from '../../src/commands/index.ts';
import type { LimitsAnswer } from '../../src/contract/index.ts';
import type { RunningServer } from '../../src/server.ts';
import type { Project, StoreClient } from '../../src/store/index.ts';
import { until } from '../embedded/process.ts';
import { scratchDir } from '../with-engine.ts';
import { batchOf, send, sendOk } from './batch.ts';
import { askOk, clientOf, codeOf, PUBLIC_KEY, rowsOf, SECRET_KEY, startHere } from './harness.ts';

const scratch = scratchDir();
let server: RunningServer;
let client: StoreClient;

beforeAll(async () => {
  server = await startHere(scratch.dir);
  client = await clientOf(scratch.dir);
});
afterAll(async () => {
  await client.close();
  await server.stop();
  scratch.remove();
});

/** As its owner does it; this server knows at once. */
async function change(body: Record<string, unknown>): Promise<void> {
  const headers = { authorization: `Bearer ${SECRET_KEY}` };
  const url = `${server.url}/api/projects/default`;
  const response = await fetch(url, { method: 'PATCH', headers, body: JSON.stringify(body) });
  expect([response.status, await response.text()]).toEqual([200, expect.any(String)]);
}
const report = () => askOk<LimitsAnswer>(server.url, '/api/limits');
const events = (names: readonly string[], data: (n: number) => Record<string, string | number | boolean>) => {
  const batch = batchOf(PUBLIC_KEY, names.length);
  batch.events.forEach((event, n) => {
    event.event_type = names[n] as string;
    event.data = data(n) as never;
  });
  return batch;
};

describe('what a project may take', () => {
  it('has an end for made-up names, keys and paths, and keeps what is beyond it', async () => {
    await change({ limits: { paths: 2, event_names: 2, property_keys: 2 } });
    await sendOk(
      server.url,
      events(['a', 'b', 'c', 'a'], (n) => ({ [`key-${n}`]: n })),
    );
    for (const path of ['/1', '/2', '/3']) {
      const batch = batchOf(PUBLIC_KEY, 1);
      batch.pages = batch.pages.map((page) => ({ ...page, url: `https://shop.example${path}` }));
      await sendOk(server.url, batch);
    }
    const count = async () => (await rowsOf<{ n: string }>(client, 'SELECT count() AS n FROM events'))[0]?.n;
    await until(async () => Number(await count()) === 7, 20_000);
    const rows = await rowsOf(
      client,
      `SELECT event_type, path, url, props_string, props_number FROM events ORDER BY received_at, event_id`,
    );
    const seen = (column: string) => rows.map((row) => (row as Record<string, unknown>)[column]);
    expect(seen('event_type').filter((type) => type === '(other)')).toHaveLength(4);
    expect(seen('props_string')).toContainEqual({ '(name)': 'c', '(other)': '{"key-2":2}' });
    expect(seen('props_string')).toContainEqual({ '(other)': '{"key-3":3}' });
    // The cart of the first batch took one of the two places.
    expect(seen('path').slice(4)).toEqual(['/1', '(other)', '(other)']);
    expect(seen('url').slice(4)).toContain('https://shop.example/3');
    expect(await report()).toMatchObject({
      paths: { used: 2, cap: 2, overflowed: 2 },
      event_names: { used: 2, cap: 2, overflowed: 4 },
      property_keys: { used: 2, cap: 2 },
    });
  });

  it('refuses machines where the project says so, and counts why', async () => {
    await change({ bots: 'drop' });
    const batch = batchOf(PUBLIC_KEY, 2);
    const answer = await fetch(`${server.url}/v1/events?t=${Date.now()}`, {
      method: 'POST',
      headers: { 'User-Agent': 'Googlebot/2.1 (+http://www.google.com/bot.html)' },
      body: JSON.stringify(batch),
    });
    expect(await answer.json()).toMatchObject({
      accepted: 0,
      rejected: [{ index: 0, code: 'BOT_REFUSED' }, { code: 'BOT_REFUSED' }],
    });
    expect((await report()).bots.events_today).toMatchObject({ google: 2 });
    await change({ bots: 'mark' });
  });

  it('ends for the day at the quota, over all servers; browsers are told when to come back', async () => {
    await change({ limits: { events_per_day: 10 } });
    expect((await send(server.url, batchOf(PUBLIC_KEY, 5))).status).toBe(200);
    const refused = await send(server.url, batchOf(PUBLIC_KEY, 6));
    expect([refused.status, await codeOf(refused)]).toEqual([429, 'EVENT_QUOTA_REACHED']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await report()).toMatchObject({ events_today: 5, refused_today: { EVENT_QUOTA_REACHED: 1 } });
    // What other servers, or an earlier life, brought today is in the store; a server asks for it every 30 s.
    const admission = createAdmission(Date.now);
    const project = { id: 'default', settings: { limits: { events_per_day: 10 } } } as unknown as Project;
    const stored = Number((await rowsOf<{ n: string }>(client, 'SELECT count() AS n FROM events'))[0]?.n);
    expect(stored).toBeGreaterThanOrEqual(7);
    await lookAtQuotas({ admission, store: () => client, projects: () => [project], now: Date.now });
    expect(admission.report(project).events_today).toBe(stored);
    // Asked at the end of a day and answered on the next one: these were yesterday's.
    let nowMs = Math.floor(Date.now() / 86_400_000 + 1) * 86_400_000 - 100;
    const late = createAdmission(() => nowMs);
    const asked: Parameters<typeof lookAtQuotas>[0] = {
      admission: late,
      store: () => ({ query: (params: never) => client.query(params).finally(() => (nowMs += 300)) }) as never,
      projects: () => [project],
      now: () => nowMs,
    };
    await lookAtQuotas(asked);
    expect(late.report(project).events_today).toBe(0);
    await change({ limits: { events_per_day: 0 } });
    expect((await report()).events_per_day).toBeNull();
  });

  it('has a rate of its own, whatever the addresses', async () => {
    // By the command, beside the running server, which hears of it within seconds.
    let said = '';
    const note = (text: string) => {
      said += text;
    };
    const args = ['project', 'limits', 'default', '--json', '--requests-per-minute', '3'];
    const code = await runCommand(args, { TRODDEN_DATA_DIR: scratch.dir }, { out: note, err: note });
    expect([code, JSON.parse(said)]).toMatchObject([0, { requests_per_minute: 3, paths: 2 }]);
    await until(async () => (await report()).requests_per_minute === 3, 20_000);
    for (let n = 0; n < 3; n++) await sendOk(server.url, batchOf(PUBLIC_KEY, 1));
    const refused = await send(server.url, batchOf(PUBLIC_KEY, 1));
    expect([refused.status, await codeOf(refused)]).toEqual([429, 'RATE_LIMITED']);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    expect((await report()).refused_today.RATE_LIMITED).toBe(1);
  });
});
