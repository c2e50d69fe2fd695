import { expect, test } from 'vitest';
import { daysOf, hoursOf } from './calendar.ts';
import { previousRange } from './previous-range.ts';
import { openZone, type Zone } from './zone.ts';

function zoneOf(name: string): Zone {
  const zone = openZone(name);
  if (zone === undefined) throw new Error(`${name} is no zone`);
  return zone;
}

test.each(['', 'Mars/Olympus', "UTC'", '../etc/passwd'])('%j is no zone', (name) => {
  expect(openZone(name)).toBeUndefined();
});

test('a zone has the name that the store knows it by', () => {
  expect(['europe/berlin', 'UTC', 'utc'].map((name) => zoneOf(name).name)).toEqual(['Europe/Berlin', 'UTC', 'UTC']);
});

test.each([
  ['UTC', '2026-03-29', '2026-03-29T00:00:00.000Z'],
  ['Europe/Berlin', '2026-03-30', '2026-03-29T22:00:00.000Z'],
  ['Asia/Kolkata', '2026-06-01', '2026-05-31T18:30:00.000Z'],
  ['Asia/Kathmandu', '2026-06-01', '2026-05-31T18:15:00.000Z'],
  // Midnight does not exist on the day summer time begins: the day begins at one.
  ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00.000Z'],
  ['America/Santiago', '2026-09-06', '2026-09-06T04:00:00.000Z'],
  ['Pacific/Kiritimati', '2026-01-01', '2025-12-31T10:00:00.000Z'],
])('in %s the day %s begins at %s', (name, date, start) => {
  expect(new Date(zoneOf(name).startOf(date)).toISOString()).toBe(start);
});

test.each(['Europe/Berlin', 'Africa/Cairo', 'America/Santiago', 'Australia/Lord_Howe', 'America/St_Johns'])(
  'every instant of a year in %s lies in the day that its date names',
  (name) => {
    const zone = zoneOf(name);
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone: name });
    for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 3_599_000) {
      const date = format.format(at);
      expect([zone.dateAt(at), zone.startOf(date) <= at]).toEqual([date, true]);
      expect(zone.dateAt(zone.startOf(date) - 1) < date).toBe(true);
    }
  },
);

test('days and hours of a range that begins and ends in the middle of one', () => {
  const zone = zoneOf('Europe/Berlin');
  const from = Date.parse('2026-10-24T20:30:00Z');
  const to = Date.parse('2026-10-25T02:10:00Z');
  expect(daysOf(zone, from, to).map(({ label }) => label)).toEqual(['2026-10-24', '2026-10-25']);
  // The hour from two to three comes twice and is one span.
  expect(hoursOf(zone, from, to).map(({ label }) => label.slice(11, 13))).toEqual(['22', '23', '00', '01', '02', '03']);
});

test('the range before: by the calendar for days, by the clock otherwise', () => {
  const zone = zoneOf('Europe/Berlin');
  const days = { fromMs: zone.startOf('2026-03-30'), toMs: zone.startOf('2026-04-06') };
  expect(previousRange(zone, days)).toEqual({ fromMs: zone.startOf('2026-03-23'), toMs: days.fromMs });
  expect(previousRange(zone, { fromMs: 10_000, toMs: 13_000 })).toEqual({ fromMs: 7_000, toMs: 10_000 });
});
