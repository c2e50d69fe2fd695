import { describe, expect, test } from 'vitest';
import { goldenBatches } from '../../test/golden/batches.ts';
import { rowOf } from '../../test/row-of.ts';
import { type Anchor, anchorKey, type UnjudgedBatch } from '../contract/index.ts';
import { enrich, type RequestFacts } from './enrich.ts';

const facts: RequestFacts = {
  project: 'shop',
  receivedAtMs: 1_780_000_030_000,
  sendClockMs: 1_780_000_030_000,
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  country: 'DE',
};

const golden = (file: string) => structuredClone(goldenBatches[file]) as UnjudgedBatch;
const rowsOf = (batch: UnjudgedBatch, more: Partial<RequestFacts> = {}) => {
  const { common, rows } = enrich(batch, { ...facts, ...more });
  return rows.map((row) => rowOf(`\t${common}${row}`));
};

const common = {
  project: 'shop',
  received_at: facts.receivedAtMs,
  visitor_id: 'v_2f6c1f0e',
  session_id: 's_91b0aa',
  tab_id: 't_51',
  session_replay_segment_id: 'g_7d',
  sdk_version: '0.1.0',
  browser: 'Firefox',
  browser_version: '140',
  os: 'Linux',
  device: 'desktop',
  country: 'DE',
  page_view_id: 'p_1',
  path: '/pricing',
};

test('a page view becomes a row, field by field', () => {
  expect(rowsOf(golden('page-view.json'))).toEqual([
    {
      ...common,
      batch_id: '0190b6a0-7b1c-7d3e-8f00-000000000001',
      batch_seq: 0,
      batch_events: 1,
      batch_counts: '{"created":1}',
      release: '2026.6.1',
      auth_state: 'anonymous',
      event_type: '$page-view',
      event_id: '0190b6a0-7b1c-7d3e-8f01-000000000001',
      event_at: 1_780_000_000_000,
      url: 'https://shop.example.com/pricing?utm_source=newsletter',
      referrer: 'https://www.example.org/',
      title: 'Pricing',
      entry_type: 'initial',
      viewport_width: 1440,
      viewport_height: 900,
      screen_width: 2560,
      screen_height: 1440,
      utm_source: 'newsletter',
    },
  ]);
});

test('a click becomes a row, field by field', () => {
  const batch = golden('click.json');
  const [full, spare] = rowsOf(batch);
  const [sent] = batch.events as { data: Record<string, unknown> }[];
  expect(full).toEqual({
    ...common,
    anchor_key: anchorKey(sent?.data.anchor as Anchor),
    ...sent?.data,
    batch_id: '0190b6a0-7b1c-7d3e-8f00-000000000002',
    batch_seq: 1,
    batch_events: 2,
    auth_state: 'signed-in',
    user_id: 'user_42',
    team_id: 'team_7',
    event_type: '$click',
    event_id: '0190b6a0-7b1c-7d3e-8f01-000000000002',
    event_at: 1_780_000_010_000,
    url: 'https://shop.example.com/pricing',
  });
  expect(spare).toMatchObject({ anchor: { t: 'a' }, input: 'keyboard' });
  expect(spare).not.toHaveProperty('text');
});

test('custom and unknown events keep their flat data', () => {
  const [custom, auth, newer] = rowsOf(golden('custom.json'));
  expect(custom).toMatchObject({
    event_type: 'add to cart',
    auth_state: 'signed-out',
    props_string: { plan: 'pro' },
    props_number: { seats: 12, trial: 1 },
    props_boolean: ['trial'],
  });
  expect(auth).toMatchObject({ event_type: '$auth', props_string: { from: 'signed-in', to: 'signed-out' } });
  expect(newer).toMatchObject({ event_type: '$from-a-newer-sdk', path: '/pricing' });
});

describe('events that are refused alone', () => {
  const broken = (change: (events: Record<string, unknown>[]) => void) => {
    const batch = golden('custom.json');
    change(batch.events as Record<string, unknown>[]);
    const { rows, rejected } = enrich(batch, facts);
    return { kept: rows.length, rejected };
  };
  const second = '0190b6a0-7b1c-7d3e-8f01-000000000005';

  test.each<[string, Record<string, unknown>, string]>([
    ['a wrong field', { page_view_id: 7 }, 'INVALID_EVENT'],
    ['data that is no object', { data: [1] }, 'INVALID_EVENT'],
    ['a click without its data', { event_type: '$click' }, 'INVALID_EVENT'],
    ['a page view without its data', { event_type: '$page-view' }, 'INVALID_EVENT'],
    ['no name', { event_type: '' }, 'INVALID_EVENT_NAME'],
    ['a name of control characters', { event_type: 'a\u0000' }, 'INVALID_EVENT_NAME'],
    ['no type at all', { event_type: undefined }, 'INVALID_EVENT'],
    ['a property too large', { data: { a: 'x'.repeat(9_000) } }, 'PROPERTY_TOO_LARGE'],
    ['too many', { data: Object.fromEntries([...Array(65).keys()].map((n) => [n, n])) }, 'TOO_MANY_PROPERTIES'],
    ['seconds for milliseconds', { event_at_ms: 1_780_000_000 }, 'TIMESTAMP_OUT_OF_RANGE'],
  ])('%s', (_name, change, code) => {
    expect(broken((events) => Object.assign(events[1] as object, change))).toEqual({
      kept: 2,
      rejected: [{ index: 1, event_id: second, code }],
    });
  });

  test('no event at all', () => {
    for (const nothing of [null, 1, 'x', []]) {
      expect(broken((events) => events.splice(1, 1, nothing as never)).rejected).toEqual([
        { index: 1, event_id: null, code: 'INVALID_EVENT' },
      ]);
    }
  });

  test('an id that is no text, or too long a text, is not sent back', () => {
    expect(broken((events) => Object.assign(events[1] as object, { event_id: 5 })).rejected[0]?.event_id).toBeNull();
    const long = broken((events) => Object.assign(events[1] as object, { event_id: 'x'.repeat(100_000) }));
    expect(long.rejected[0]?.event_id).toHaveLength(64);
  });

  test('a repeated id, in either case; the first one is kept', () => {
    const first = '0190B6A0-7B1C-7D3E-8F01-000000000004';
    expect(broken((events) => Object.assign(events[2] as object, { event_id: first }))).toEqual({
      kept: 2,
      rejected: [{ index: 2, event_id: first, code: 'DUPLICATE_EVENT_ID' }],
    });
  });
});

describe('the clock', () => {
  test('a client two days ahead is shifted, and the shift is kept', () => {
    const batch = golden('page-view.json');
    const ahead = 2 * 86_400_000;
    const [event] = batch.events as { event_at_ms: number }[];
    if (event) event.event_at_ms += ahead;
    expect(rowsOf(batch, { sendClockMs: facts.receivedAtMs + ahead })).toMatchObject([
      { event_at: 1_780_000_000_000, skew_ms: -ahead },
    ]);
  });

  test('a retry an hour later shifts nothing: its `t` is new, only `sent_at_ms` is old', () => {
    const later = facts.receivedAtMs + 3_600_000;
    const [row] = rowsOf(golden('page-view.json'), { receivedAtMs: later, sendClockMs: later });
    expect(row).toMatchObject({ event_at: 1_780_000_000_000 });
    expect(row).not.toHaveProperty('skew_ms');
  });

  test('without `t` the time of freezing stands in', () => {
    const batch = golden('page-view.json');
    batch.sent_at_ms = facts.receivedAtMs - 20_000;
    expect(rowsOf(batch, { sendClockMs: undefined })).toMatchObject([{ skew_ms: 20_000, event_at: 1_780_000_020_000 }]);
  });
});

test('a page view that the batch does not list brings its own address; other events have none', () => {
  const batch = { ...golden('page-view.json'), pages: [] };
  batch.events.push({ ...(golden('custom.json').events[0] as object) });
  const [view, custom] = rowsOf(batch);
  expect(view).toMatchObject({ page_view_id: 'p_1', path: '/pricing' });
  expect(custom).toMatchObject({ page_view_id: 'p_1' });
  expect(custom).not.toHaveProperty('path');
});

test('what the client failed to clean is cleaned here', () => {
  const batch = golden('page-view.json');
  const [event] = batch.events as { data: Record<string, unknown> }[];
  Object.assign(event?.data ?? {}, { title: 'Mail to jane@mail.test', referrer: 'https://x.test/?token=secret#y' });
  batch.pages = [{ page_view_id: 'p_1', url: 'https://u:p@shop.example.com/reset?token=secret#secret' }];
  const text = JSON.stringify(rowsOf(batch));
  expect(text).not.toMatch(/jane|secret|u:p/);
});

test('unknown keys of an anchor never reach the row', () => {
  const batch = golden('click.json');
  Object.assign((batch.events[1] as { data: { anchor: object } }).data.anchor, { z: 'more', t: 'x"y\ud800' });
  expect(rowsOf(batch)[1]?.anchor).toEqual({ t: 'x"y\ufffd' });
});

test('nothing is changed and nothing is random: the same batch gives the same rows', () => {
  const batch = golden('click.json');
  const before = structuredClone(batch);
  expect(enrich(batch, facts)).toEqual(enrich(batch, facts));
  expect(batch).toEqual(before);
});

describe('what a batch says about itself', () => {
  const batch = () => {
    const custom = golden('custom.json');
    custom.events.splice(1, 0, { event_id: 'none' });
    return custom;
  };

  test('stands in its first row, with the refused ones counted', () => {
    const [first, ...others] = rowsOf(batch());
    expect(first).toMatchObject({ batch_events: 4, batch_rejected: 1, props_string: { plan: 'pro' } });
    expect(JSON.parse(String(first?.batch_counts))).toEqual(batch().counts);
    for (const other of others)
      expect(Object.keys(other).filter((key) => /events|rejected|counts/.test(key))).toEqual([]);
  });

  test('and whether its user id is proved, in every row', () => {
    expect(rowsOf(batch()).map((row) => row.is_verified)).toEqual([undefined, undefined, undefined]);
    const verified = rowsOf(batch(), { isVerified: true });
    expect(verified.map((row) => row.is_verified)).toEqual([true, true, true]);
    expect(verified[0]).toMatchObject({ batch_events: 4, props_string: { plan: 'pro' } });
  });
});
