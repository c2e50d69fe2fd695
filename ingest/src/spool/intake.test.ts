import { expect, test } from 'vitest';
import type { BatchKey } from './batch-key.ts';
import type { Blocks } from './blocks.ts';
import type { Committer } from './committer.ts';
import { createIntake } from './intake.ts';
import type { Seen } from './seen.ts';
import type { SeenBatch } from './seen-table.ts';
import { createSegments } from './segments.ts';
import type { SpoolBatch } from './spool.ts';
import { createSpoolBlock } from './spool-block.ts';

test('a twin that is written and done while the runs on disk are asked is not written again', async () => {
  const known = new Map<string, SeenBatch>();
  const asked: ((found: undefined) => void)[] = [];
  let isMaybeInRun = true;
  const seen = {
    find: (key: BatchKey) =>
      known.get(key.join()) ?? (isMaybeInRun ? new Promise<undefined>((resolve) => asked.push(resolve)) : undefined),
    add: (key: BatchKey, batch: SeenBatch) => void known.set(key.join(), batch),
  } as unknown as Seen;
  let written = 0;
  const add = async () => {
    written += 1;
  };
  const block = createSpoolBlock({ number: 7n, kind: 3, segment: 1, openedAtMs: 0, unclean: false });
  const intake = createIntake({
    blocks: { blockFor: () => block } as unknown as Blocks,
    committer: { add, waitingBytes: 0 } as unknown as Committer,
    seen,
    segments: createSegments(),
    disk: { refusal: () => undefined },
    waitingBytes: 1_000,
    onAppended() {},
  });
  const batch: SpoolBatch = {
    project: 'p',
    batchId: '0190b6a0-7b1c-7d3e-8f00-000000000001',
    format: 'columns',
    common: '',
    rows: ['a\n'],
    accepted: 1,
    rejected: [],
  };
  const [first, second] = [intake.append(batch), intake.append(batch)];
  expect(asked).toHaveLength(2);
  isMaybeInRun = false;
  asked[0]?.(undefined);
  expect(await first).toEqual({ accepted: 1, rejected: [] });
  asked[1]?.(undefined);
  expect(await second).toEqual({ accepted: 1, rejected: [] });
  expect(written).toBe(1);
});
