import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLog } from '../../src/log.ts';
import { openSpool, type SpoolBatch, SpoolFailedError } from '../../src/spool/index.ts';
import { drain, filesOf, folderOf, remove } from './segments.ts';

const log = createLog('silent');
/** Every block begins a segment. */
const limits = { segmentBytes: 1_000 };
let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'spool-'));
});

afterEach(() => {
  rmSync(dir, { recursive: true });
});

type OpenSpool = Awaited<ReturnType<typeof openSpool>>;

const segments = () => readdirSync(dir).filter((name) => name.startsWith('segment-'));
const sealed = (text: string) => `${crc32(text).toString(16).padStart(8, '0')} ${text}\n`;
const checkpointLines = () =>
  readFileSync(join(dir, 'checkpoint.log'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.slice(9));

function batch(): SpoolBatch {
  const rows = Array.from({ length: 4 }, () => `"event_id":"${randomUUID()}","pad":"${'x'.repeat(300)}"}`);
  return { project: 'p', batchId: randomUUID(), format: 'json', common: '', rows, accepted: 4, rejected: [] };
}

async function confirmAll(spool: OpenSpool): Promise<void> {
  spool.flush();
  for (let block = spool.take(); block !== undefined; block = spool.take()) await spool.confirm([block]);
}

/** Fills several segments, as often as the block is closed. */
async function fill(spool: OpenSpool, count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    await spool.append(batch());
    spool.flush();
  }
}

/** The rows that a start finds after the process was killed now. */
async function rowsAfterKill(): Promise<number> {
  const copy = folderOf(filesOf(dir));
  const spool = await openSpool({ dir: copy, log, limits });
  const rows = await drain(spool);
  await spool.close();
  remove(copy);
  return rows.length;
}

/** A start that finds nothing but confirmed segments deletes them all. */
async function startWithoutTraffic(): Promise<void> {
  const spool = await openSpool({ dir, log, limits });
  await spool.close();
  expect(segments()).toEqual([]);
}

test('what was void in a segment that is gone takes nothing from what is acknowledged later', async () => {
  const first = await openSpool({ dir, log, limits });
  await fill(first, 1);
  const blocker = join(dir, (segments()[0] ?? '').replace(/1\.log$/, '2.log'));
  mkdirSync(blocker);
  await expect(first.append(batch())).rejects.toThrow(SpoolFailedError);
  rmSync(blocker, { recursive: true });
  await vi.waitFor(() => expect(first.refusal('events')).toBeUndefined(), 10_000);
  await fill(first, 1);
  await confirmAll(first);
  await first.close();
  expect(checkpointLines()).toContain('void 2 0');
  await startWithoutTraffic();

  const next = await openSpool({ dir, log, limits });
  await fill(next, 4);
  expect(await rowsAfterKill()).toBe(16);
  await next.close();
});

test('a number is given once, also when every segment is gone between two lives', async () => {
  const given: string[] = [];
  for (let life = 0; life < 3; life++) {
    const spool = await openSpool({ dir, log, limits });
    await fill(spool, 2);
    given.push(...segments());
    await confirmAll(spool);
    await spool.close();
    await startWithoutTraffic();
  }
  expect(given).toHaveLength(6);
  expect(new Set(given).size).toBe(6);
});

test('a segment that was cut, and is still there, stays cut', async () => {
  const spool = await openSpool({ dir, log, limits });
  await fill(spool, 2);
  const files = filesOf(dir);
  await spool.close();
  const before = files.get('checkpoint.log') ?? Buffer.alloc(0);
  files.set('checkpoint.log', Buffer.concat([before, Buffer.from(sealed('void 2 0'))]));
  const copy = folderOf(files);
  const next = await openSpool({ dir: copy, log, limits });
  expect(await drain(next)).toHaveLength(4);
  await next.close();
  remove(copy);
});

test('a checkpoint of the release before: its stale lines neither cut anything nor stay', async () => {
  const stale = ['high 1764000000000000000', 'done 1764000000000000000', 'dead 1763000000000000000 p/a/1', 'void 2 0'];
  writeFileSync(join(dir, 'checkpoint.log'), stale.map(sealed).join(''));
  const spool = await openSpool({ dir, log, limits });
  expect(checkpointLines()).toEqual(['high 1764000000000000000', 'segment 2']);
  await fill(spool, 3);
  expect(await rowsAfterKill()).toBe(12);
  await spool.close();
});
