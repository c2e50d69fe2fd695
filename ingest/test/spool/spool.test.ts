import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RejectedEvent } from '../../src/contract/index.ts';
import { createLog } from '../../src/log.ts';
import {
  openSpool,
  type SpoolBatch,
  SpoolClosedError,
  SpoolFailedError,
  SpoolFullError,
} from '../../src/spool/index.ts';
import { drain } from './segments.ts';

const log = createLog('silent');
let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'spool-'));
});

afterEach(() => {
  rmSync(dir, { recursive: true });
});

const REJECTED: RejectedEvent[] = [{ index: 1, event_id: 'x', code: 'INVALID_EVENT' }];

function batch(rows = 1, bytes = 20): SpoolBatch {
  return {
    project: 'p',
    batchId: randomUUID(),
    format: 'json',
    common: '',
    rows: Array.from({ length: rows }, () => `"event_id":"${randomUUID()}","pad":"${'x'.repeat(bytes)}"}`),
    accepted: rows,
    rejected: REJECTED,
  };
}

const segments = () => readdirSync(dir).filter((name) => name.startsWith('segment-'));

describe('repeats', () => {
  test('an id that is on its way, one that is written, and one of an earlier life get the same ack and write nothing', async () => {
    const spool = await openSpool({ dir, log });
    const sent = batch(3);
    const [first, running, again] = await Promise.all([
      spool.append(sent),
      spool.recall('p', sent.batchId),
      spool.append({ ...sent, rows: ['"event_id":"other"}'] }),
    ]);
    expect([running, again]).toEqual([first, first]);
    expect(spool.stats().backlogRows).toBe(3);
    const ack = { accepted: 3, rejected: [{ index: 1, event_id: null, code: 'INVALID_EVENT' }] };
    expect(await spool.recall('p', sent.batchId)).toEqual(ack);
    expect(await spool.recall('q', sent.batchId)).toBeUndefined();
    await spool.close();
    const next = await openSpool({ dir, log });
    expect(await next.recall('p', sent.batchId)).toEqual(ack);
    expect(await next.append(sent)).toEqual(ack);
    expect(next.stats().backlogRows).toBe(3);
    await next.close();
  });

  test('ids outlive the segments that carried them', async () => {
    const sent = Array.from({ length: 30 }, () => batch(5));
    const limits = { segmentBytes: 1_000, blockRows: 10 };
    const spool = await openSpool({ dir, log, limits });
    for (const each of sent) await spool.append(each);
    spool.flush();
    for (let block = spool.take(); block !== undefined; block = spool.take()) await spool.confirm([block]);
    await spool.append(batch());
    await vi.waitFor(() => expect(segments().length).toBeLessThanOrEqual(2), 10_000);
    await spool.close();
    const next = await openSpool({ dir, log, limits });
    for (const each of sent) expect(await next.recall('p', each.batchId)).toMatchObject({ accepted: 5 });
    expect(next.stats().backlogRows).toBe(1);
    await next.close();
  });

  test('a batch of which nothing was accepted is remembered like any other', async () => {
    const spool = await openSpool({ dir, log });
    const sent = batch(0);
    await spool.append(sent);
    await spool.close();
    const next = await openSpool({ dir, log });
    expect(await next.recall('p', sent.batchId)).toMatchObject({ accepted: 0, rejected: [{ index: 1 }] });
    expect(await drain(next)).toEqual([]);
    await next.close();
  });
});

describe('blocks', () => {
  test('close by rows and bytes; their ids rise; confirmed ones do not come back', async () => {
    const limits = { blockRows: 10, blockBytes: 5_000, quietBlockAgeMs: 60_000, blockAgeMs: 60_000 };
    const spool = await openSpool({ dir, log, limits });
    for (let n = 0; n < 4; n++) await spool.append(batch(4));
    const byRows = spool.take();
    expect(byRows?.rows).toBe(8);
    expect(spool.take()).toBeUndefined();
    await spool.append(batch(1, 6_000));
    await spool.append(batch(1));
    const byBytes = spool.take();
    expect(byBytes?.rows).toBe(9);
    const ids = [byRows, byBytes].map((block) => BigInt(block?.id ?? 0));
    expect((ids[0] ?? 0n) < (ids[1] ?? 0n)).toBe(true);
    if (byBytes !== undefined) await spool.confirm([byBytes]);
    await spool.close();
    const next = await openSpool({ dir, log, limits });
    expect([next.take(), next.take()].map((block) => block?.rows)).toEqual([8, 1]);
    expect(next.take()).toBeUndefined();
    await next.close();
  });

  test('close by age, sooner while hardly anything arrives', async () => {
    const spool = await openSpool({ dir, log, limits: { quietBlockAgeMs: 50, blockAgeMs: 600, quietBlockRows: 5 } });
    const startedAt = Date.now();
    await spool.append(batch(1));
    await spool.waiting();
    const quietMs = Date.now() - startedAt;
    expect(spool.take()?.rows).toBe(1);
    await spool.append(batch(9));
    const busyAt = Date.now();
    await spool.waiting();
    expect(Date.now() - busyAt).toBeGreaterThan(500);
    expect(quietMs).toBeGreaterThanOrEqual(45);
    expect(spool.take()?.rows).toBe(9);
    await spool.close();
  });

  test('a buried row is known in the next life', async () => {
    const spool = await openSpool({ dir, log });
    await spool.append(batch(2));
    spool.flush();
    const block = spool.take();
    if (block === undefined) throw new Error('no block');
    await spool.bury(block, 'p/ä b/1');
    await spool.close();
    const next = await openSpool({ dir, log });
    const again = next.take();
    expect(again && [...next.buried(again)]).toEqual(['p/ä b/1']);
    await next.close();
  });
});

describe('refusals', () => {
  test('more than the budget waits: full, and welcome again once it is on disk', async () => {
    const spool = await openSpool({ dir, log, limits: { waitingBytes: 50_000 } });
    const results = await Promise.allSettled(Array.from({ length: 40 }, () => spool.append(batch(10, 500))));
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    for (const { reason } of refused) {
      expect(reason).toBeInstanceOf(SpoolFullError);
      expect(reason.retryAfterSeconds).toBeGreaterThanOrEqual(3);
    }
    expect(spool.refusal('events')).toBeUndefined();
    await spool.append(batch());
    await spool.close();
  });

  test('replays are refused before events, events at the cap', async () => {
    const spool = await openSpool({ dir, log, limits: { spoolBytes: 10_000 } });
    while (spool.refusal('replay') === undefined) await spool.append(batch(1, 500));
    expect(spool.refusal('events')).toBeUndefined();
    while (spool.refusal('events') === undefined) await spool.append(batch(1, 500));
    await expect(spool.append(batch())).rejects.toThrow(SpoolFullError);
    await spool.close();
  });

  test('less free space than must stay free', async () => {
    const spool = await openSpool({ dir, log, limits: { keepFreeBytes: Number.MAX_SAFE_INTEGER, keepFreeShare: 1 } });
    expect(spool.refusal('events')).toBeInstanceOf(SpoolFullError);
    await spool.close();
  });

  test('a segment that cannot be made: refused at once, nothing kept of it, and taken again once the disk works', async () => {
    const spool = await openSpool({ dir, log, limits: { segmentBytes: 1_000 } });
    await spool.append(batch(5, 300));
    const [first = ''] = segments();
    const blocker = join(dir, first.replace(/1\.log$/, '2.log'));
    mkdirSync(blocker);
    const failing = batch(5, 300);
    spool.flush();
    await expect(spool.append(failing)).rejects.toThrow(SpoolFailedError);
    expect(spool.refusal('events')).toBeInstanceOf(SpoolFailedError);
    await expect(spool.append(batch())).rejects.toThrow(SpoolFailedError);
    rmSync(blocker, { recursive: true });
    await vi.waitFor(() => expect(spool.refusal('events')).toBeUndefined(), 10_000);
    expect(await spool.append(failing)).toMatchObject({ accepted: 5 });
    await spool.close();
    const next = await openSpool({ dir, log });
    expect(await drain(next)).toHaveLength(10);
    await next.close();
  });

  test('a closed spool', async () => {
    const spool = await openSpool({ dir, log });
    await spool.close();
    await expect(spool.append(batch())).rejects.toThrow(SpoolClosedError);
    expect(spool.refusal('events')?.retryAfterSeconds).toBeGreaterThan(0);
  });
});

test('what was promised before the close is there, however many arrive at once', async () => {
  const spool = await openSpool({ dir, log, limits: { segmentBytes: 100_000 } });
  const sent = Array.from({ length: 400 }, () => batch(5, 300));
  const acks = Promise.all(sent.map((each) => spool.append(each)));
  await spool.close();
  await acks;
  const next = await openSpool({ dir, log });
  const rows = await drain(next);
  expect(new Set(rows.map((row) => JSON.parse(row).event_id)).size).toBe(2_000);
  await next.close();
});
