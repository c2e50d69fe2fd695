import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { goldenEvents } from '../golden/events.ts';
import { PUBLIC_KEY } from '../server/harness.ts';

export interface FuzzRequest {
  bytes: Buffer;
  headers: Record<string, string>;
  query: string;
}

/** Marks that become fresh when a request is built: ids must be unique, and times near the present. */
const FRESH_ID = '@ID@';

/** Text of every kind that ever broke a parser, a store or a page. */
const text = fc.oneof(
  { weight: 4, arbitrary: fc.string({ maxLength: 20 }) },
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 }).map((units) => String.fromCharCode(...units)),
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    '',
    '$',
    '$x',
    '\u0000',
    '\ud800',
    'a.b',
    "' OR 1=1 --",
    '{x:String}',
  ),
  fc
    .tuple(fc.string({ minLength: 1, maxLength: 3 }), fc.integer({ min: 100, max: 10_000 }))
    .map(([unit, times]) => unit.repeat(times)),
);
const number = fc.oneof(
  fc.double(),
  fc.maxSafeInteger(),
  fc.constantFrom(0, -0, 1e308, -1e-320, 2 ** 53, 65_535, 65_536),
);
const flat = fc.oneof(text, number, fc.boolean());
const anything = fc.oneof(
  flat,
  fc.constant(null),
  fc.array(flat, { maxLength: 4 }),
  fc.object({ maxDepth: 3 }),
  fc.jsonValue({ maxDepth: 4 }),
);

const data = fc.oneof(
  { weight: 3, arbitrary: fc.dictionary(text, flat, { maxKeys: 8 }) },
  fc.dictionary(text, anything, { maxKeys: 6 }),
  fc
    .integer({ min: 60, max: 70 })
    .map((count) => Object.fromEntries([...Array(count).keys()].map((n) => [`k${n}`, n]))),
  anything,
);

/** Around the present, the borders of what is taken, and far beyond. */
const time = fc
  .oneof(
    { weight: 5, arbitrary: fc.integer({ min: -60_000, max: 0 }) },
    fc.integer({ min: -31 * 86_400_000, max: 11 * 60_000 }),
    fc.constantFrom(-1e15, 1e15, -1.78e12),
  )
  .map((offset) => ({ now: offset }));

const customEvent = fc.record(
  {
    event_id: fc.constant(FRESH_ID),
    event_type: fc.oneof({ weight: 3, arbitrary: fc.string({ minLength: 1, maxLength: 20 }) }, text),
    event_at_ms: time,
    page_view_id: fc.constantFrom('p1', 'p2', 'elsewhere'),
    data,
  },
  { requiredKeys: ['event_id', 'event_type', 'event_at_ms', 'page_view_id'] },
);
const goldenEvent = fc
  .tuple(fc.constantFrom(...goldenEvents), time)
  .map(([event, at]) => ({ ...structuredClone(event), event_id: FRESH_ID, event_at_ms: at }));

/** An event with some of its values replaced, at any depth. */
const oddEvent = fc
  .tuple(fc.oneof(customEvent, goldenEvent), fc.array(fc.tuple(fc.nat(), anything), { minLength: 1, maxLength: 2 }))
  .map(([event, changes]) => changed(event, changes));

const event = fc.oneof(
  { weight: 4, arbitrary: customEvent },
  { weight: 4, arbitrary: goldenEvent },
  { weight: 2, arbitrary: oddEvent },
  anything,
);

const goodBatch = fc.record({
  key: fc.constant(PUBLIC_KEY),
  batch_id: fc.constant(FRESH_ID),
  batch_seq: fc.nat(),
  sent_at_ms: fc.constant({ now: 0 }),
  sdk_version: fc.constant('fuzz'),
  visitor_id: fc.oneof(fc.uuid(), fc.string({ minLength: 1, maxLength: 128 })),
  session_id: fc.uuid(),
  tab_id: fc.constant('tab'),
  session_replay_segment_id: fc.constant('segment'),
  auth: fc.constantFrom(
    { state: 'anonymous' },
    { state: 'signed-in', user_id: 'u', team_id: 't' },
    { state: 'signed-out' },
  ),
  pages: fc.constantFrom([], [{ page_view_id: 'p1', url: 'https://a.test/x?utm_source=y#z' }]),
  events: fc.array(event, { minLength: 1, maxLength: 8 }),
});
const oddBatch = fc
  .tuple(goodBatch, fc.array(fc.tuple(fc.nat(), anything), { minLength: 1, maxLength: 3 }))
  .map(([batch, changes]) => changed(batch, changes));

/** What may happen to bytes on their way. */
const damage = fc.oneof(
  { weight: 12, arbitrary: fc.constant((bytes: Buffer) => bytes) },
  { weight: 3, arbitrary: fc.constant((bytes: Buffer) => gzipSync(bytes, { level: 1 })) },
  fc.nat().map((at) => (bytes: Buffer) => bytes.subarray(0, at % (bytes.length + 1))),
  fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })).map(
    ([at, value]) =>
      (bytes: Buffer) =>
        bytes.fill(value, at % bytes.length, (at % bytes.length) + 1),
  ),
  fc.tuple(fc.nat(), fc.uint8Array({ maxLength: 6 })).map(([at, more]) => (bytes: Buffer) => {
    const middle = at % (bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, middle), more, bytes.subarray(middle)]);
  }),
  fc.nat().map((at) => (bytes: Buffer) => {
    const packed = gzipSync(bytes);
    return packed.fill(7, at % packed.length, Math.min(packed.length, (at % packed.length) + 2));
  }),
);

const headers = fc.record({
  'content-type': fc.constantFrom('text/plain', 'text/plain;charset=UTF-8', 'application/json'),
  'user-agent': fc.oneof(
    fc.constant('Mozilla/5.0 (X11; Linux x86_64) Chrome/141.0.0.0'),
    fc.string({ maxLength: 600 }).map((agent) => agent.replaceAll(/[^\x20-\x7e]/g, '?')),
  ),
  'content-encoding': fc.constantFrom('identity', 'gzip', 'br'),
});
const clock = fc.oneof(
  { weight: 4, arbitrary: fc.constant('now') },
  fc.constantFrom('', 'NaN', '0', '-1', '1e99'),
  fc.integer({ min: -1e9, max: 1e9 }).map(String),
);

export const fuzzRequest: fc.Arbitrary<() => FuzzRequest> = fc
  .record({
    batch: fc.oneof(
      { weight: 5, arbitrary: goodBatch },
      { weight: 1, arbitrary: oddBatch },
      { weight: 1, arbitrary: anything },
    ),
    damage,
    headers,
    clock,
  })
  .map((parts) => () => ({
    bytes: parts.damage(Buffer.from(freshText(parts.batch))),
    headers: parts.headers,
    query: parts.clock === 'now' ? `t=${Date.now()}` : `t=${encodeURIComponent(parts.clock)}`,
  }));

/** JSON with its marks replaced. */
function freshText(value: unknown): string {
  const text = JSON.stringify(value, (_key, part: unknown) => (isTime(part) ? Date.now() + part.now : part)) ?? '';
  return text.replaceAll(FRESH_ID, () => randomUUID());
}

function isTime(value: unknown): value is { now: number } {
  return typeof value === 'object' && value !== null && typeof (value as { now?: unknown }).now === 'number';
}

/** A copy with some values, at any depth, replaced. */
function changed<T>(value: T, changes: [number, unknown][]): T {
  const copy = structuredClone(value);
  for (const [at, replacement] of changes) {
    const places = placesIn(copy);
    const place = places[at % Math.max(1, places.length)];
    if (place !== undefined) place.holder[place.key] = structuredClone(replacement);
  }
  return copy;
}

interface Place {
  holder: Record<string, unknown>;
  key: string;
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key])]);
}
