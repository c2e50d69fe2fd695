import { mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLog } from '../log.ts';
import { openQuarantine } from './quarantine.ts';

const log = createLog('silent');
const DAY_MS = 86_400_000;
let dir: string;
const folder = () => join(dir, 'quarantine');
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'trodden-quarantine-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** Left by an earlier life, so many days ago. */
function leave(name: string, bytes: number, daysAgo: number): void {
  mkdirSync(folder(), { recursive: true });
  writeFileSync(join(folder(), name), 'rows');
  truncateSync(join(folder(), name), bytes);
  const at = (Date.now() - daysAgo * DAY_MS) / 1_000;
  utimesSync(join(folder(), name), at, at);
}

test('what was set aside is kept for a month', async () => {
  leave('old.bin', 10, 31);
  leave('young.bin', 10, 29);
  const quarantine = await openQuarantine(dir, log);
  await quarantine.keep(3, 40, Buffer.from('damaged'));
  quarantine.stop();
  expect(readdirSync(folder()).sort()).toEqual(['segment-3-at-40.bin', 'young.bin']);
});

test('what earlier lives set aside counts towards how much there may be', async () => {
  leave('large.bin', 67_108_860, 1);
  const quarantine = await openQuarantine(dir, log);
  await quarantine.keep(1, 0, Buffer.from('fits'));
  await quarantine.keep(2, 0, Buffer.from('too much'));
  quarantine.stop();
  expect([readdirSync(folder()).sort(), quarantine.pieces]).toEqual([['large.bin', 'segment-1-at-0.bin'], 2]);
});

test('zeroes that a crash left are only counted', async () => {
  const quarantine = await openQuarantine(dir, log);
  await quarantine.keep(1, 0, Buffer.alloc(100));
  quarantine.stop();
  expect([readdirSync(dir), quarantine.pieces]).toEqual([[], 1]);
});
