import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const dist = new URL('../../dist/', import.meta.url);
const file = (name: string) => new URL(name, dist);
const gzipped = (name: string) => gzipSync(readFileSync(file(name)), { level: 9 }).length;
/** A file of the script tag by its part's name. */
const part = (name: string) => `t/${readdirSync(file('t/')).find((found) => found.startsWith(`${name}-`))}`;

/**
 * `t.js`: what must be there at once. Page views, clicks, auth, consent, batches, and their sending when the page ends.
 * PostHog's is 122 KB, Umami's without clicks 2.2 KB. `sdk/bench/README.md` says what the bytes buy.
 */
const CORE_BUDGET_BYTES = 6_410;
/** Right behind it: fingerprints, the journal, repeats, and the doors to the clickmap and to the project's settings. */
const REST_BUDGET_BYTES = 7_168;
/** The clickmap's overlay with what it needs of Preact (2.1 KB). */
const OVERLAY_BUDGET_BYTES = 14_336;
/** What of it is loaded when somebody asks first: card, tray, filters, comparison, heat, scroll depth, words for troubles. */
const OVERLAY_DETAILS_BUDGET_BYTES = 4_224;
/** What comes when the page is idle, beyond what it shares with the rest. The library web-vitals alone is 3,339 B. */
const PART_BUDGET_BYTES: Record<string, number> = { extras: 5_504, vitals: 3_984, remote: 512 };

test('the script tag stays within its budget', () => {
  expect(gzipped('t.js')).toBeLessThanOrEqual(CORE_BUDGET_BYTES);
});

test('so does its other half', () => {
  expect(gzipped(part('rest'))).toBeLessThanOrEqual(REST_BUDGET_BYTES);
});

test.each(Object.entries(PART_BUDGET_BYTES))('and so does the part %s', (name, budget) => {
  expect(gzipped(part(name))).toBeLessThanOrEqual(budget);
});

test('so does the overlay', () => {
  expect(gzipped(part('overlay'))).toBeLessThanOrEqual(OVERLAY_BUDGET_BYTES);
  expect(gzipped(part('details'))).toBeLessThanOrEqual(OVERLAY_DETAILS_BUDGET_BYTES);
});

/** The provider and the hooks, beside the package itself. */
const REACT_BUDGET_BYTES = 600;

test('React costs next to nothing', () => {
  expect(gzipped('react.js')).toBeLessThanOrEqual(REACT_BUDGET_BYTES);
  expect(gzipped('react.cjs')).toBeLessThanOrEqual(REACT_BUDGET_BYTES);
  const text = readFileSync(file('react.js'), 'utf8');
  // A server component may import it, and it brings no second copy of anything.
  expect(text).toMatch(/^(['"])use client\1/);
  const sources = [...text.matchAll(/from\s*(['"])(.+?)\1/g)].map(([, , source]) => source);
  expect(sources.filter((source) => source !== 'react' && !source?.startsWith('./'))).toEqual([]);
});

test('no build carries a validator or a recorder', () => {
  for (const name of ['t.js', 'index.js', 'index.cjs']) {
    const text = readFileSync(file(name), 'utf8');
    expect(text).not.toMatch(/ZodError|safeParse|rrweb|postcss/);
  }
});

test('declarations stand on their own', () => {
  for (const name of ['index.d.ts', 'index.d.cts'])
    expect(readFileSync(file(name), 'utf8')).not.toMatch(/from ['"](zod|idb-keyval)/);
});
