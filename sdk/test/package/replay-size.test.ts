import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const folder = new URL('../../dist/t/', import.meta.url);
const chunk = () => readFileSync(new URL(readdirSync(folder).find((name) => name.startsWith('replay-')) ?? '', folder));

/** rrweb's recorder alone is 22.3 KB, PostHog's replay 73. */
const REPLAY_BUDGET_BYTES = 26_624;

test('the replay chunk stays within its budget', () => {
  expect(gzipSync(chunk(), { level: 9 }).length).toBeLessThanOrEqual(REPLAY_BUDGET_BYTES);
});

test('it brings nothing that is never switched on', () => {
  expect(chunk().toString()).not.toMatch(/OffscreenCanvas|WebGLRenderbuffer|postcss|RRDomException/);
});
