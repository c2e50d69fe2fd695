import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { LimitsAnswer } from '../../src/contract/index.ts';
import { startEngine } from '../../src/embedded/index.ts';
import { until } from '../embedded/process.ts';
import { batchOf, send } from '../server/batch.ts';
import { askOk, PUBLIC_KEY, SECRET_KEY, startHere } from '../server/harness.ts';
import { scratchDir } from '../with-engine.ts';

const PER_MINUTE = 60;
/** A beat of each server, and what hears of a change of the project. */
const SOON_MS = 40_000;

test("two servers on one store share a project's rate, and the one that stays has it all", async () => {
  const scratch = scratchDir();
  onTestFinished(scratch.remove);
  const storeDir = join(scratch.dir, 'store');
  mkdirSync(storeDir);
  const engine = await startEngine({ dataDir: storeDir });
  onTestFinished(() => engine.stop());
  const { port } = new URL(engine.url);
  const settings = {
    CLICKHOUSE_URL: `http://${engine.username}:${engine.password}@127.0.0.1:${port}/trodden`,
    TRODDEN_SHARED_RATES: 'on',
  };
  const one = await startHere(join(scratch.dir, 'one'), settings);
  onTestFinished(() => one.stop());
  const two = await startHere(join(scratch.dir, 'two'), settings);
  let isTwoThere = true;
  const stopTwo = async () => {
    if (isTwoThere) await two.stop();
    isTwoThere = false;
  };
  onTestFinished(stopTwo);
  const servers = [one, two];

  const response = await fetch(`${one.url}/api/projects/default`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${SECRET_KEY}` },
    body: JSON.stringify({ limits: { requests_per_minute: PER_MINUTE } }),
  });
  expect(response.status).toBe(200);
  for (const { url } of servers) {
    const limit = async () => (await askOk<LimitsAnswer>(url, '/api/limits')).requests_per_minute;
    await until(async () => (await limit()) === PER_MINUTE, SOON_MS);
  }
  const sharers = async (url: string) => {
    const text = await (await fetch(`${url}/metrics`)).text();
    return Number(/^trodden_rate_servers (\d+)$/m.exec(text)?.[1]);
  };
  for (const { url } of servers) await until(async () => (await sharers(url)) === 2, SOON_MS);

  /** How many of so many requests at once are taken. */
  const taken = async (url: string, count: number) => {
    const answers = await Promise.all(Array.from({ length: count }, () => send(url, batchOf(PUBLIC_KEY, 1))));
    return answers.filter(({ status }) => status === 200).length;
  };
  const began = Date.now();
  const counts = await Promise.all(servers.map(({ url }) => taken(url, PER_MINUTE)));
  const refilled = (PER_MINUTE * (Date.now() - began)) / 60_000;
  const sum = counts.reduce((total, count) => total + count, 0);
  // Without sharing it would be twice the rate. Parts that change just now leave some of it unused.
  expect(sum).toBeLessThanOrEqual(PER_MINUTE + refilled + 2);
  expect(sum).toBeGreaterThanOrEqual(PER_MINUTE / 2);

  await stopTwo();
  await until(async () => (await sharers(one.url)) === 1, SOON_MS);
});
