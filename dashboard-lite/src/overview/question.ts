import { computed } from '@preact/signals';
import { now } from '../clock.ts';
import type { Range, RangeName } from '../range.ts';
import { RANGE_LABELS, rangeAt, rangeNamed, rangeOfDates } from '../range.ts';
import { parameter, parameters, setParameter, setParameters } from '../state.ts';

/** A range ends now: it is worked out again once a minute, and the same all through it. */
const MINUTE_MS = 60_000;

export interface Question {
  /** Undefined for dates of one's own. */
  name: RangeName | undefined;
  range: Range;
  beforeLabel: string;
  filters: readonly string[];
}

const minute = computed(() => Math.floor(now.value / MINUTE_MS) * MINUTE_MS);

function questionAt(at: number): Question {
  const filters = parameters('filter');
  const own = rangeOfDates(parameter('from'), parameter('to'), at);
  if (own !== null) return { name: undefined, range: own, beforeLabel: 'the same time before', filters };
  const name = rangeNamed(parameter('range'));
  return { name, range: rangeAt(name, at), beforeLabel: RANGE_LABELS[name].before, filters };
}

let last: Question | undefined;

/** What the address asks for: the very same object until it asks for something else. */
export const question = computed<Question>(() => {
  const next = questionAt(minute.value);
  if (last === undefined || JSON.stringify(last) !== JSON.stringify(next)) last = next;
  return last;
});

export function chooseRange(name: RangeName): void {
  setParameters({ range: name === '7d' ? null : name, from: null, to: null });
}

export function chooseDates(from: string, to: string): void {
  setParameters({ range: null, from, to });
}

/** `country:is:DE`; the same filter twice is the same filter. */
export function addFilter(text: string): void {
  setParameter('filter', [...new Set([...parameters('filter'), text])]);
}

export function removeFilter(text: string): void {
  setParameter(
    'filter',
    parameters('filter').filter((known) => known !== text),
  );
}

/** Whether both ask the same of the reader: that a minute went by is not another question. */
export function isSame(one: Question, other: Question): boolean {
  const isSameTime =
    one.name === undefined || other.name === undefined
      ? one.range.from === other.range.from && Math.abs(one.range.to - other.range.to) <= MINUTE_MS
      : one.name === other.name;
  return isSameTime && one.filters.join('\n') === other.filters.join('\n');
}

/** The question as the server wants it. */
export function queryOf({ from, to }: { from: number; to: number }, filters: readonly string[]): URLSearchParams {
  const query = new URLSearchParams({
    from: String(from),
    to: String(to),
    tz: Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
  for (const filter of filters) query.append('filter', filter);
  return query;
}
