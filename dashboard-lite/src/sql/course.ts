import type { QueryAnswer } from '../wire.ts';

const TIME = /^(Nullable\()?(Date|DateTime)/;
const NUMBER = /^(Nullable\()?(U?Int\d+|Float\d+|Decimal)/;
/** More lines cannot be told apart. */
const MOST_LINES = 3;
const LEAST_POINTS = 2;

export interface Course {
  times: string[];
  lines: { name: string; values: number[] }[];
}

/** What can be drawn: exactly one column of times, and numbers beside it. Rows in the order of time. */
export function courseOf({ columns, rows }: QueryAnswer): Course | null {
  const times = columns.flatMap(({ type }, at) => (TIME.test(type) ? [at] : []));
  const numbers = columns.flatMap(({ type }, at) => (NUMBER.test(type) ? [at] : []));
  const [time] = times;
  if (time === undefined || times.length > 1 || numbers.length === 0) return null;
  if (times.length + numbers.length !== columns.length || rows.length < LEAST_POINTS) return null;
  const sorted = rows.toSorted((a, b) => (String(a[time]) < String(b[time]) ? -1 : 1));
  return {
    times: sorted.map((row) => String(row[time])),
    lines: numbers
      .slice(0, MOST_LINES)
      .map((at) => ({ name: columns[at]?.name ?? '', values: sorted.map((row) => Number(row[at] ?? 0)) })),
  };
}
