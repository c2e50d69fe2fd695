import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLog } from '../../src/log.ts';
import { openSpool } from '../../src/spool/index.ts';
import { scanFrames } from '../../src/spool/scan.ts';
import { DAMAGES, drain, filesOf, folderOf, remove } from './segments.ts';

const log = createLog('silent');
/** Many small segments and blocks, to have every kind of border in a few kilobytes. */
const limits = { blockRows: 20, segmentBytes: 6_000, blockAgeMs: 60_000, quietBlockAgeMs: 60_000 };
const BATCHES = 60;

let files: Map<string, Buffer>;
let written: string[];

const rowOf = (batch: number, n: number) =>
  `"event_id":"${batch}-${n}","text":"Ünï 🙂 ${'x'.repeat((batch * 37) % 200)}"}`;
const eventId = (row: string) => /"event_id":"([\d-]+)"/.exec(row)?.[1] ?? row;

beforeAll(async () => {
  const dir = mkdtempSync(join(tmpdir(), 'spool-'));
  const spool = await openSpool({ dir, log, limits });
  for (let batch = 0; batch < BATCHES; batch++) {
    const rows = Array.from({ length: 1 + (batch % 7) }, (_, n) => rowOf(batch, n));
    await spool.append({
      project: 'p',
      batchId: randomUUID(),
      format: 'json',
      common: '',
      rows,
      accepted: rows.length,
      rejected: [],
    });
  }
  await spool.close();
  files = filesOf(dir);
  remove(dir);
  const again = folderOf(files);
  const reopened = await openSpool({ dir: again, log, limits });
  written = await drain(reopened);
  await reopened.close();
  remove(again);
});

afterAll(() => {
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith('spool-'))).toEqual([]);
});

test('a clean restart hands out every row once, with the id of its block in it', () => {
  const ids = written.map(eventId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBe(Array.from({ length: BATCHES }, (_, batch) => 1 + (batch % 7)).reduce((a, b) => a + b));
  for (const row of written) expect(JSON.parse(row).block_id).toBeGreaterThan(1e18);
  expect([...files.keys()].filter((name) => name.startsWith('segment-')).length).toBeGreaterThan(3);
});

/** The frames of a segment as they were written. */
function framesOf(name: string): { bytes: Buffer; rows: string[] }[] {
  const whole = files.get(name) ?? Buffer.alloc(0);
  return scanFrames(whole, Number(name.replace(/\D/g, ''))).frames.map((frame) => ({
    bytes: whole.subarray(frame.start, frame.end),
    rows: whole
      .subarray(frame.rowsAt, frame.end)
      .toString('utf8')
      .split('\n')
      .filter((line) => line !== ''),
  }));
}

/** Every file but the node's name hurt once, and the rows of all frames that are still whole. */
function hurtAll(harms: readonly Harm[]): { hurt: Map<string, Buffer>; expected: Set<string> } {
  const hurt = new Map(files);
  const expected = new Set<string>();
  for (const [n, [name, before]] of [...files].entries()) {
    const harm = harms[n % harms.length];
    const bytes = name === 'node' || harm === undefined ? before : applied(harm, before);
    hurt.set(name, bytes);
    const whole = name.startsWith('segment-') ? framesOf(name).filter((frame) => bytes.includes(frame.bytes)) : [];
    for (const row of whole.flatMap((frame) => frame.rows)) expected.add(row);
  }
  return { hurt, expected };
}

interface Harm {
  kind: string;
  at: number;
  size: number;
}

const applied = ({ kind, at, size }: Harm, bytes: Buffer) => DAMAGES[kind]?.(bytes, at, size) ?? bytes;

const damage: fc.Arbitrary<Harm> = fc.record({
  kind: fc.constantFrom(...Object.keys(DAMAGES)),
  at: fc.nat(12_000),
  size: fc.nat(10_000),
});

describe('damaged segments', () => {
  test('3,000 times: every frame that is still whole is found, and nothing that never was one', () => {
    const names = [...files.keys()].filter((name) => name.startsWith('segment-'));
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.array(damage, { minLength: 1, maxLength: 3 }), (name, harms) => {
        const bytes = harms.reduce((hurt, harm) => applied(harm, hurt), files.get(name) ?? Buffer.alloc(0));
        const found = scanFrames(bytes, Number(name.replace(/\D/g, ''))).frames.map((frame) =>
          bytes.subarray(frame.start, frame.end).toString('latin1'),
        );
        const all = framesOf(name).map((frame) => frame.bytes);
        const whole = all.filter((frame) => bytes.includes(frame)).map((frame) => frame.toString('latin1'));
        expect(new Set(found)).toEqual(new Set(whole));
      }),
      { numRuns: 3_000 },
    );
  });

  test('120 folders in which every segment is hurt: the start succeeds and delivers every whole frame once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 8, maxLength: 8 }), async (harms) => {
        const { hurt, expected } = hurtAll(harms);
        const dir = folderOf(hurt);
        const spool = await openSpool({ dir, log, limits });
        const rows = await drain(spool);
        await spool.close();
        remove(dir);
        expect(new Set(rows)).toEqual(expected);
        expect(rows.length).toBe(expected.size);
      }),
      { numRuns: 120 },
    );
  });

  test('files that are no segments, and folders that look like one, stop nothing', async () => {
    const dir = folderOf(files);
    const first = [...files.keys()].find((name) => name.startsWith('segment-')) ?? '';
    writeFileSync(join(dir, 'segment-000000000900.log'), files.get(first) ?? '');
    writeFileSync(join(dir, 'segment-x.log'), 'what is this');
    writeFileSync(join(dir, 'notes.txt'), 'mine');
    mkdirSync(join(dir, 'segment-000000000901.log'));
    const spool = await openSpool({ dir, log, limits });
    expect((await drain(spool)).map(eventId).sort()).toEqual(written.map(eventId).sort());
    expect(spool.stats().quarantinedPieces).toBe(1);
    await spool.append({
      project: 'p',
      batchId: randomUUID(),
      format: 'json',
      common: '',
      rows: [rowOf(1, 1)],
      accepted: 1,
      rejected: [],
    });
    await spool.close();
    expect(readdirSync(dir)).toEqual(expect.arrayContaining(['notes.txt', 'segment-x.log', 'quarantine']));
    remove(dir);
  });
});
