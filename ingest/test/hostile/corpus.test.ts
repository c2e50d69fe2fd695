import { isDeepStrictEqual } from 'node:util';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newProject } from '../../src/process/default-project.ts';
import { type RunningServer, startServer } from '../../src/server.ts';
import { createProjectRegistry, type StoreClient } from '../../src/store/index.ts';
import { clientOf, rowsOf, testConfig } from '../server/harness.ts';
import { scratchDir, silentLog } from '../with-engine.ts';
import { STRICT_KEY, STRICT_ORIGIN } from './batch.ts';
import { type Expectation, type Item, items, type Step } from './item.ts';
import { type Outcome, send } from './send.ts';

const scratch = scratchDir();
const logged: string[] = [];
const outcomes = new Map<Step, Outcome>();
const prototypeBefore = Reflect.ownKeys(Object.prototype);
let server: RunningServer;
let client: StoreClient;
let rssBefore: number;

beforeAll(async () => {
  // At its most talkative, and without the censor of the real log: nothing that a client sends may even be handed to it.
  const log = pino({ level: 'trace' }, { write: (line: string) => logged.push(line) });
  server = await startServer(testConfig(scratch.dir), { log });
  client = await clientOf(scratch.dir);
  const { project } = newProject({ id: 'strict', name: 'Strict', origins: [STRICT_ORIGIN], publicKey: STRICT_KEY });
  await createProjectRegistry({ client: () => client, log: silentLog }).save(project);
  for (const item of items.slice(0, 5)) await send(server.url, item);
  rssBefore = process.memoryUsage.rss();
  const slow = items.filter(({ request }) => request.slow).map(run);
  for (const item of items) if (!item.request.slow) await run(item);
  await Promise.all(slow);
  await stored();
}, 120_000);

afterAll(async () => {
  await server.stop();
  scratch.remove();
});

async function run(item: Item): Promise<void> {
  for (const step of stepsOf(item)) outcomes.set(step, await send(server.url, step));
}

const stepsOf = (item: Item): Step[] => [item, ...(item.then ?? [])];
const outcomeOf = (step: Step): Outcome => outcomes.get(step) as Outcome;

/** Waits until everything acknowledged is in the store. */
async function stored(): Promise<void> {
  for (;;) {
    const ready = (await (await fetch(`${server.url}/readyz`)).json()) as { spool: { waiting_events: number } };
    if (ready.spool.waiting_events === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe.each(items.map((item) => [item.name, item] as const))('%s', (_name, item) => {
  test(item.what, async () => {
    for (const step of stepsOf(item)) {
      const outcome = outcomeOf(step);
      expect(Math.max(0, ...outcome.statuses)).toBeLessThan(500);
      expectAnswer(outcome, step.expect);
      await expectRows(outcome, step.expect);
    }
  });
});

function expectAnswer(outcome: Outcome, { status, statuses, refusals, bare, ...wanted }: Expectation): void {
  if (statuses !== undefined) expect(outcome.statuses).toEqual(statuses);
  if (refusals !== undefined) {
    expect(outcome.statuses).toHaveLength(refusals);
    expect(outcome.statuses.every((one) => one >= 400 && one < 500)).toBe(true);
  }
  if (status === undefined) {
    // The parser's refusals and the router's look the same.
    const refused = bare ? [] : outcome.statuses.filter((one) => one >= 400);
    expect(outcome.text.match(/\{"error":\{"code":"[A-Z_]+","message":"[^"]+","hint":"/g) ?? []).toHaveLength(
      refused.length,
    );
    return;
  }
  expect(outcome.statuses, outcome.text).toEqual([status]);
  const answer = JSON.parse(outcome.text);
  if (wanted.code !== undefined) {
    expect(answer).toEqual({
      error: { code: wanted.code, message: expect.stringMatching(/\S/), hint: expect.stringMatching(/\S/) },
    });
    return;
  }
  expect(answer).toMatchObject({ ok: true, batch_id: outcome.sent.batchId, accepted: wanted.accepted });
  expect(answer.rejected.map(({ code }: { code: string }) => code)).toEqual(wanted.rejected);
}

async function expectRows({ sent }: Outcome, { accepted = 0, rows: wanted }: Expectation): Promise<void> {
  const rows = await rowsOf<Record<string, unknown>>(client, `SELECT * FROM events WHERE batch_id = '${sent.batchId}'`);
  if (!sent.batchId.endsWith('43029')) expect(rows).toHaveLength(accepted);
  if (wanted === undefined) return;
  const place = (row: Record<string, unknown>) => sent.eventIds.indexOf(String(row.event_id));
  rows.sort((a, b) => place(a) - place(b));
  expect(rows).toHaveLength(wanted.length);
  for (const [index, part] of wanted.entries()) expectPart(rows[index] ?? {}, part);
}

/** Not `toMatchObject`, which overlooks a property named `__proto__`. */
function expectPart(row: Record<string, unknown>, part: Record<string, unknown>): void {
  for (const [column, value] of Object.entries(part)) {
    if (column === 'skew_ms_about') expect(Math.abs(Number(row.skew_ms) - Number(value))).toBeLessThan(5_000);
    else expect(isDeepStrictEqual(row[column], value), `${column}: ${JSON.stringify(row[column])}`).toBe(true);
  }
}

describe('after all of it', () => {
  test('no object has anything that it did not have before', () => {
    expect(Reflect.ownKeys(Object.prototype)).toEqual(prototypeBefore);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test('no item kept the server busy for long', () => {
    const slow = items.filter(
      (item) => !item.request.slow && stepsOf(item).some((step) => outcomeOf(step).tookMs > 2_000),
    );
    expect(slow.map(({ name }) => name)).toEqual([]);
  });

  test('every item of the study that concerns this path is here', () => {
    const numbers = new Set(items.map(({ name }) => Number.parseInt(name, 10)));
    const wanted = [...Array(31).keys()].map((n) => n + 1).concat(38, 40);
    expect(wanted.filter((number) => !numbers.has(number))).toEqual([]);
  });

  test('nothing was left behind in memory', () => {
    expect((process.memoryUsage.rss() - rssBefore) / 1_048_576).toBeLessThan(128);
  });

  test('the store holds what was acknowledged, and nothing died on the way', async () => {
    expect(await rowsOf(client, 'SELECT count() AS dead FROM dead_letter')).toEqual([{ dead: expect.anything() }]);
    const [counts] = await rowsOf<{ rows: string; ids: string }>(
      client,
      'SELECT count() AS rows, uniqExact(batch_id, event_id) AS ids FROM events',
    );
    expect(counts?.rows).toBe(counts?.ids);
    expect(await rowsOf<{ dead: string }>(client, 'SELECT toUInt32(count()) AS dead FROM dead_letter')).toEqual([
      { dead: 0 },
    ]);
  });

  test('the log heard nothing of what was sent', () => {
    const text = logged.join('');
    for (const planted of ['planted', 'alert(1)', 'owned', 'HYPERLINK', 'pk_test', 'visitor', 'corpus']) {
      expect(text).not.toContain(planted);
    }
  });
});
