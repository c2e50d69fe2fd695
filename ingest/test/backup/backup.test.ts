import { appendFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runCommand } from '../../src/commands/index.ts';
import type { OverviewAnswer } from '../../src/contract/index.ts';
import { until } from '../embedded/process.ts';
import { batchOf, sendOk } from '../server/batch.ts';
import { askOk, clientOf, PUBLIC_KEY, rowsOf, startHere } from '../server/harness.ts';
import { scratchDir } from '../with-engine.ts';

const scratch = scratchDir();
const first = join(scratch.dir, 'first');
const second = join(scratch.dir, 'second');
const copy = join(scratch.dir, 'copy');
afterAll(() => scratch.remove());

async function run(dataDir: string, ...args: string[]) {
  let said = '';
  const note = (text: string) => {
    said += text;
  };
  const code = await runCommand(args, { TRODDEN_DATA_DIR: dataDir }, { out: note, err: note });
  return { code, said };
}

/** Sends batches of a few events for as long as it is wanted; ids by when they were acknowledged. */
function startSending(url: string) {
  const acked = new Set<string>();
  const sent = new Set<string>();
  let isOver = false;
  async function go(n: number): Promise<void> {
    while (!isOver) {
      const batch = batchOf(PUBLIC_KEY, 5, { visitor_id: `v${n}`, session_id: `s${n}` });
      const ids = batch.events.map(({ event_id }) => event_id);
      for (const id of ids) sent.add(id);
      await sendOk(url, batch);
      for (const id of ids) acked.add(id);
    }
  }
  const going = Promise.all([1, 2].map(go));
  return {
    acked,
    sent,
    async stop() {
      isOver = true;
      await going;
    },
  };
}

test('a backup of a server at work has all that was acknowledged before it, and its restore has each event once', async () => {
  const server = await startHere(first);
  const sending = startSending(server.url);
  await until(() => sending.acked.size > 500, 20_000);
  const before = [...sending.acked];
  const made = await run(first, 'backup', copy);
  await sending.stop();
  await server.stop();
  expect(made).toEqual({ code: 0, said: expect.stringMatching(/events and everything beside them in /) });
  // What is in no table yet waits in the spool's copy.
  expect(readdirSync(join(copy, 'spool')).some((name) => name.startsWith('segment-'))).toBe(true);
  expect(statSync(copy).mode & 0o077).toBe(0);

  const restored = await run(second, 'restore', copy);
  expect(restored).toEqual({ code: 0, said: expect.stringContaining('0 derived numbers differ') });
  const again = await startHere(second);
  const client = await clientOf(second);
  try {
    const stored = async () =>
      (await rowsOf<{ id: string }>(client, 'SELECT toString(event_id) AS id FROM events')).map(({ id }) => id);
    await until(async () => {
      const ids = new Set(await stored());
      return before.every((id) => ids.has(id));
    }, 20_000);
    const ids = await stored();
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !sending.sent.has(id))).toEqual([]);
    // Keys, projects and answers are those of before; new events are taken.
    await sendOk(again.url, batchOf(PUBLIC_KEY, 1, { visitor_id: 'late', session_id: 'late' }));
    const overview = () => askOk<OverviewAnswer>(again.url, '/api/overview');
    await until(async () => (await overview()).visitors === 3, 20_000);
    expect((await overview()).sessions).toBe(3);
  } finally {
    await client.close();
    await again.stop();
  }
  expect(await run(second, 'verify')).toMatchObject({ code: 0 });
});

test('what is no whole backup is refused, and nothing is left behind', async () => {
  const target = join(scratch.dir, 'third');
  const refused = async (dir: string, why: RegExp) => {
    expect(await run(target, 'restore', dir)).toEqual({ code: 1, said: expect.stringMatching(why) });
    expect(readdirSync(scratch.dir).filter((name) => name.startsWith('third'))).toEqual([]);
  };
  expect(await run(second, 'restore', copy)).toEqual({ code: 1, said: expect.stringContaining('is not empty') });
  expect(await run(second, 'backup', copy)).toEqual({ code: 1, said: expect.stringContaining('is not empty') });
  appendFileSync(join(copy, 'tables/projects.native.zst'), 'x');
  await refused(copy, /projects\.native\.zst is not what was backed up/);
  rmSync(join(copy, 'manifest.json'));
  await refused(copy, /no finished backup/);
});
