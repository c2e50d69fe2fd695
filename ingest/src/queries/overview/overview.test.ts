import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { StoreClient } from '../../store/index.ts';
import { FILTER_FIELDS, FILTER_OPERATORS } from './filter.ts';
import { overview } from './overview.ts';
import { openZone } from './zone.ts';

/** Unlike any word of ours, so that finding it in a statement means that it came from the request. */
const MARK = 'zQ7';
const hostile = fc
  .oneof(
    fc.string(),
    fc.constantFrom(
      "' OR 1 = 1 --",
      "'); DROP TABLE events; --",
      '{project:String}',
      '\\',
      "\\'",
      '*%_',
      '/p/:id',
      '\0',
    ),
  )
  .map((text) => `${MARK}${text}${MARK}`);

const question = fc.record({
  project: hostile,
  fromMs: fc.constantFrom(Date.UTC(2026, 9, 1), Date.UTC(2026, 9, 1) + 123),
  days: fc.constantFrom(1, 30),
  tz: fc.constantFrom('UTC', 'Asia/Kolkata', 'Europe/Berlin'),
  pageGroups: fc.boolean(),
  includeAnonymous: fc.boolean(),
  pagePatterns: fc.array(
    hostile.map((text) => `/${text}/:id`),
    { maxLength: 3 },
  ),
  filters: fc.array(
    fc.record({
      field: fc.constantFrom(...FILTER_FIELDS),
      operator: fc.constantFrom(...FILTER_OPERATORS),
      value: hostile,
    }),
    { maxLength: 4 },
  ),
});

test('no string of a question reaches the text of any statement of the overview', async () => {
  await fc.assert(
    fc.asyncProperty(question, async ({ tz, days, fromMs, ...rest }) => {
      const asked: { query: string; query_params: Record<string, unknown> }[] = [];
      // Only the texts matter here: what they answer is compared in the tests that have a store.
      const client = {
        query: async (call: (typeof asked)[number]) => {
          asked.push(call);
          return { json: async () => [] };
        },
      } as unknown as StoreClient;
      const zone = openZone(tz);
      if (zone === undefined) throw new Error(`${tz} is no zone`);
      const toMs = fromMs + days * 86_400_000;
      await overview(client, { ...rest, zone, fromMs, toMs, nowMs: toMs });
      expect(asked.length).toBeGreaterThan(5);
      for (const { query, query_params } of asked) {
        expect(query).not.toContain(MARK);
        expect(query_params.project).toBe(rest.project);
      }
    }),
    { numRuns: 300 },
  );
});
