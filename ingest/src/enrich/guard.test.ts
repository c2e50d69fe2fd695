import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { goldenEvents } from '../../test/golden/events.ts';
import { batchAuthSchema, clickEventSchema, flatEventSchema, pageViewEventSchema } from '../contract/index.ts';
import { guardOf } from './guard.ts';

/** Values at and beyond every border that the schemas draw. */
const oddValue = fc.oneof(
  fc.constantFrom<unknown>(
    undefined,
    null,
    true,
    '',
    0,
    -1,
    0.5,
    1e16,
    -1e8,
    70_000,
    Number.POSITIVE_INFINITY,
    Number.NaN,
  ),
  fc.constantFrom<unknown>(
    [],
    {},
    ['a'],
    ['a', 'b', 'c'],
    [1, 2, 3, 4, 5],
    'pointer',
    'initial',
    '$',
    '$x',
    'a\nb',
    '\ud800',
  ),
  fc.integer({ min: 1, max: 9_000 }).map((length) => 'x'.repeat(length)),
  fc.uuid(),
  fc.anything(),
);

/** A good event with some of its values, at any depth, replaced by odd ones. */
const oddEvent = fc
  .tuple(fc.constantFrom(...goldenEvents), fc.array(fc.tuple(fc.nat(), oddValue), { maxLength: 3 }))
  .map(([event, changes]) => {
    const copy = structuredClone(event) as unknown as Record<string, unknown>;
    for (const [place, value] of changes) {
      const places = placesOf(copy);
      const [holder, key] = places[place % places.length] as [Record<string, unknown>, string];
      holder[key] = structuredClone(value);
    }
    return copy;
  });

function placesOf(holder: Record<string, unknown>): [Record<string, unknown>, string][] {
  return Object.keys(holder).flatMap((key) => {
    const value = holder[key];
    const inner = typeof value === 'object' && value !== null ? placesOf(value as Record<string, unknown>) : [];
    return [[holder, key] as [Record<string, unknown>, string], ...inner];
  });
}

describe.each([
  ['click', clickEventSchema],
  ['page view', pageViewEventSchema],
  ['flat event', flatEventSchema],
] as const)('the guard of a %s', (_name, schema) => {
  const guard = guardOf(schema as z.ZodType<unknown>);

  test('says yes to a good one', () => {
    expect(goldenEvents.some((event) => guard(event))).toBe(true);
  });

  test('says what the schema says', () => {
    fc.assert(
      fc.property(oddEvent, (event) => {
        expect(guard(event)).toBe(schema.safeParse(event).success);
      }),
      { numRuns: 3_000 },
    );
  });

  test('says no to anything else', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(guard(value)).toBe(schema.safeParse(value).success);
      }),
      { numRuns: 500 },
    );
  });
});

test.each([
  ['a refinement', batchAuthSchema, { state: 'anonymous' }],
  ['a union', z.union([z.string(), z.number()]), 'x'],
  ['a format of its own', z.object({ mail: z.email() }), { mail: 'a@b.test' }],
  ['coercion', z.object({ a: z.coerce.string() }), { a: 'x' }],
  ['a strict object', z.strictObject({ a: z.string() }), { a: 'x' }],
  ['a change of the value', z.object({ a: z.string().trim() }), { a: 'x' }],
  ['a key that is no plain name', z.object({ 'a-b': z.string() }), { 'a-b': 'x' }],
])('%s is left to the schema', (_name, schema, value) => {
  expect(schema.safeParse(value).success).toBe(true);
  expect(guardOf(schema as z.ZodType<unknown>)(value)).toBe(false);
});
