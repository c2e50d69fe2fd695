import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLog } from '../log.ts';
import { openSeen, type Seen } from './seen.ts';
import { createSeenRecords } from './seen-log.ts';

const log = createLog('silent');
/** 256 slots: a run for every 171 ids. */
const SMALL = { tableBits: 8, runBytes: 1_000_000, filterBytes: 1_000_000, frozenTables: 100 };
let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'seen-'));
});

afterEach(() => {
  rmSync(dir, { recursive: true });
});

const key = (n: number) => Uint32Array.of(n, n * 3, 7, n ^ 0xffff);
const batch = (n: number) => ({ accepted: n % 500, rejections: new Uint8Array((n % 3) * 3).fill(n) });

async function fill(seen: Seen, from: number, to: number): Promise<void> {
  const records = createSeenRecords();
  for (let n = from; n < to; n++) {
    seen.add(key(n), batch(n));
    records.add(key(n), batch(n));
  }
  await seen.persist(records);
}

async function expectAll(seen: Seen, from: number, to: number): Promise<void> {
  for (let n = from; n < to; n++) {
    const found = await seen.find(key(n));
    expect(found?.accepted, `batch ${n}`).toBe(n % 500);
    expect([...(found?.rejections ?? [])]).toEqual([...batch(n).rejections]);
  }
}

test('everything is found again: in memory, in runs, and in the next life', async () => {
  const first = await openSeen(dir, log, SMALL);
  for (let from = 0; from < 2_000; from += 100) await fill(first, from, from + 100);
  await expectAll(first, 0, 2_000);
  expect(await first.find(key(5_000))).toBeUndefined();
  await first.close();
  expect(readdirSync(dir).filter((name) => name.endsWith('.run')).length).toBeGreaterThan(5);

  const second = await openSeen(dir, log, SMALL);
  await expectAll(second, 0, 2_000);
  expect(await second.find(key(5_000))).toBeUndefined();
  await second.close();
});

test('a log with more ids than a table holds is taken over at the start', async () => {
  const large = await openSeen(dir, log, { ...SMALL, tableBits: 12 });
  await fill(large, 0, 1_500);
  await large.close();
  const small = await openSeen(dir, log, SMALL);
  await expectAll(small, 0, 1_500);
  await small.close();
  const again = await openSeen(dir, log, SMALL);
  await expectAll(again, 0, 1_500);
  await again.close();
});

test('many short lives leave few files', async () => {
  for (let life = 0; life < 60; life++) {
    const seen = await openSeen(dir, log, SMALL);
    await fill(seen, life, life + 1);
    await seen.close();
  }
  expect(readdirSync(dir).length).toBeLessThan(25);
  const last = await openSeen(dir, log, SMALL);
  await expectAll(last, 0, 60);
  await last.close();
});

test('without room the oldest are forgotten, never the newest', async () => {
  const seen = await openSeen(dir, log, { ...SMALL, runBytes: 40_000 });
  for (let from = 0; from < 2_000; from += 100) await fill(seen, from, from + 100);
  await seen.close();
  const next = await openSeen(dir, log, { ...SMALL, runBytes: 40_000 });
  await expectAll(next, 1_700, 2_000);
  expect(await next.find(key(1))).toBeUndefined();
  await next.close();
});

test('a damaged log or run costs its own ids only', async () => {
  const seen = await openSeen(dir, log, SMALL);
  for (let from = 0; from < 400; from += 10) await fill(seen, from, from + 10);
  await seen.close();
  const last =
    readdirSync(dir)
      .filter((name) => name.endsWith('.log'))
      .sort()
      .at(-1) ?? '';
  const bytes = readFileSync(join(dir, last));
  bytes[40] = (bytes[40] ?? 0) ^ 1;
  writeFileSync(join(dir, last), Buffer.concat([bytes, Buffer.from('torn')]));
  const run =
    readdirSync(dir)
      .filter((name) => name.endsWith('.run'))
      .sort()[0] ?? '';
  writeFileSync(join(dir, run), 'nonsense');
  const next = await openSeen(dir, log, SMALL);
  await expectAll(next, 360, 400);
  await next.close();
});
