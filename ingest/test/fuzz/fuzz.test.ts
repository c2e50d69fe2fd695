import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningServer } from '../../src/server.ts';
import { clientOf, startHere } from '../server/harness.ts';
import { scratchDir } from '../with-engine.ts';
import { compare, fuzz } from './fuzz.ts';

const BATCHES = 1_500;
/** Another one in every run; a failure names it. */
const seed = Math.floor(Math.random() * 2 ** 30);
const scratch = scratchDir();
let server: RunningServer;

beforeAll(async () => {
  server = await startHere(scratch.dir);
});
afterAll(async () => {
  await server.stop();
  scratch.remove();
});

test(`${BATCHES} generated batches: no fault, every accepted event stored exactly once (seed ${seed})`, async () => {
  const report = await fuzz({ url: server.url, batches: BATCHES, seed });
  expect(report.faults).toEqual([]);
  expect(report.accepted.size).toBeGreaterThan(BATCHES);
  expect(await compare(server.url, await clientOf(scratch.dir), report.accepted)).toEqual({
    lost: [],
    doubled: [],
    foreign: [],
    dead: [],
  });
}, 180_000);
