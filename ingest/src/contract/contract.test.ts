import { describe, expect, expectTypeOf, test } from 'vitest';
import type { z } from 'zod';
import { goldenBatches } from '../../test/golden/batches.ts';
import { goldenEvents } from '../../test/golden/events.ts';
import type {
  Anchor,
  AuthState,
  BatchAuth,
  BatchCounts,
  BatchPage,
  ClickData,
  ClickEvent,
  ClickmapExchangeRequest,
  ClickmapLinkRequest,
  FlatEventHead,
  PageViewData,
  PageViewEvent,
  UnjudgedBatch,
} from './index.ts';
import {
  type anchorSchema,
  type authStateSchema,
  batchAuthSchema,
  batchCountsSchema,
  type batchPageSchema,
  batchSchema,
  clickDataSchema,
  clickEventSchema,
  type clickmapExchangeSchema,
  type clickmapLinkSchema,
  flatEventSchema,
  pageViewDataSchema,
  pageViewEventSchema,
} from './index.ts';

/** `satisfies` alone lets a schema have a key more than its interface. */
test('every schema says exactly what its interface says', () => {
  expectTypeOf<z.infer<typeof anchorSchema>>().toEqualTypeOf<Anchor>();
  expectTypeOf<z.infer<typeof authStateSchema>>().toEqualTypeOf<AuthState>();
  expectTypeOf<z.infer<typeof batchAuthSchema>>().toEqualTypeOf<BatchAuth>();
  expectTypeOf<z.infer<typeof batchCountsSchema>>().toEqualTypeOf<BatchCounts>();
  expectTypeOf<z.infer<typeof batchPageSchema>>().toEqualTypeOf<BatchPage>();
  expectTypeOf<z.infer<typeof batchSchema>>().toEqualTypeOf<UnjudgedBatch>();
  expectTypeOf<z.infer<typeof clickDataSchema>>().toEqualTypeOf<ClickData>();
  expectTypeOf<z.infer<typeof clickEventSchema>>().toEqualTypeOf<ClickEvent>();
  expectTypeOf<z.infer<typeof clickmapExchangeSchema>>().toEqualTypeOf<ClickmapExchangeRequest>();
  expectTypeOf<z.infer<typeof clickmapLinkSchema>>().toEqualTypeOf<ClickmapLinkRequest>();
  expectTypeOf<z.infer<typeof flatEventSchema>>().toEqualTypeOf<FlatEventHead>();
  expectTypeOf<z.infer<typeof pageViewDataSchema>>().toEqualTypeOf<PageViewData>();
  expectTypeOf<z.infer<typeof pageViewEventSchema>>().toEqualTypeOf<PageViewEvent>();
});

const schemaOf = (type: string) =>
  type === '$click' ? clickEventSchema : type === '$page-view' ? pageViewEventSchema : flatEventSchema;

describe('golden payloads', () => {
  test.each(Object.entries(goldenBatches))('%s passes through unchanged', (_file, batch) => {
    expect(batchSchema.parse(batch)).toEqual(batch);
  });

  test.each(goldenEvents.map((event) => [event.event_type, event]))('%s passes through unchanged', (type, event) => {
    expect(schemaOf(type as string).parse(event)).toEqual(event);
  });

  test('every optional field of a click and a page view occurs in one', () => {
    const used = new Set(goldenEvents.flatMap((event) => Object.keys(event.data ?? {})));
    const keys = [...Object.keys(clickDataSchema.shape), ...Object.keys(pageViewDataSchema.shape)];
    expect(keys.filter((key) => !used.has(key))).toEqual([]);
  });
});

describe('what a newer client may send', () => {
  test('unknown keys are left out, at every level', () => {
    const [view] = goldenEvents.filter((event) => event.event_type === '$page-view');
    const newer = { ...view, extra: 1, data: { ...view?.data, extra: { deep: true } } };
    expect(pageViewEventSchema.parse(newer)).toEqual(view);
  });
});

describe('event names', () => {
  test.each(['add to cart', 'ż', '$future-type', '$futureType', 'x'.repeat(128)])('%s is one', (event_type) => {
    expect(flatEventSchema.safeParse({ ...goldenEvents[0], event_type, data: {} }).success).toBe(true);
  });
  test.each(['', '$', '$ 1', 'a\nb', '\u0000', 'a\u007f', 'x'.repeat(129)])('%j is none', (event_type) => {
    expect(flatEventSchema.safeParse({ ...goldenEvents[0], event_type, data: {} }).success).toBe(false);
  });
});

test('signed-in needs a user id', () => {
  expect(batchAuthSchema.safeParse({ state: 'signed-in' }).success).toBe(false);
  expect(batchAuthSchema.safeParse({ state: 'signed-in', user_id: 'u' }).success).toBe(true);
});

describe('counters', () => {
  test('every one of them occurs in a golden batch', () => {
    const used = new Set(
      Object.values(goldenBatches).flatMap((batch) => Object.keys((batch as UnjudgedBatch).counts ?? {})),
    );
    expect(Object.keys(batchCountsSchema.shape).filter((key) => !used.has(key))).toEqual([]);
  });

  const many = Object.fromEntries(Array.from({ length: 17 }, (_, n) => [`reason-${'x'.repeat(n)}`, 1]));
  test.each([
    5,
    'all',
    null,
    { created: -1 },
    { acked: 0.5 },
    { dead: 1e99 },
    { dropped: { 'a b': 1 } },
    { dropped: many },
  ])('%j is left out, and its batch is taken', (counts) => {
    const batch = { ...(goldenBatches['custom.json'] as object), counts };
    expect(batchSchema.parse(batch).counts).toBeUndefined();
  });
});
