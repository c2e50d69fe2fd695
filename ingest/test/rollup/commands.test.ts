import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from '../../src/commands/index.ts';
import type { OverviewAnswer } from '../../src/contract/index.ts';
import type { RunningServer } from '../../src/server.ts';
import type { StoreClient } from '../../src/store/index.ts';
import { until } from '../embedded/process.ts';
import { batchOf, sendOk } from '../server/batch.ts';
import { askOk, clientOf, PUBLIC_KEY, startHere } from '../server/harness.ts';
import { scratchDir } from '../with-engine.ts';

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

async function run(...args: string[]) {
  let said = '';
  const note = (text: string) => {
    said += text;
  };
  const code = await runCommand(args, { TRODDEN_DATA_DIR: scratch.dir }, { out: note, err: note });
  return { code, said };
}
const pageOf = async () => (await askOk<OverviewAnswer>(server.url, '/api/overview')).top_events;

test('verify and rebuild beside a running server, which goes on folding afterwards', async () => {
  await sendOk(server.url, batchOf(PUBLIC_KEY, 4));
  await until(async () => (await pageOf())[0]?.views === 4, 20_000);
  expect(await run('verify')).toEqual({ code: 0, said: 'Every derived number of 1 months agrees with the events.\n' });

  await client.command({ query: 'INSERT INTO visits SELECT * FROM visits LIMIT 1' });
  expect(await run('verify')).toMatchObject({ code: 1, said: expect.stringContaining('1 hours of visits') });
  const rebuilt = await run('rebuild');
  expect(rebuilt).toMatchObject({ code: 0, said: expect.stringMatching(/^Rebuilt \d{6}\.\n$/) });
  expect((await run('verify')).code).toBe(0);

  await sendOk(server.url, batchOf(PUBLIC_KEY, 3));
  await until(async () => (await pageOf())[0]?.views === 7, 20_000);
}, 180_000);

test.each([
  ['rebuild', '--month', '2026-13'],
  ['rebuild', 'all'],
  ['verify', 'everything'],
])('%s %s %s is wrong use', async (...args) => {
  expect((await run(...args)).code).toBe(2);
});
