const whole = new Intl.NumberFormat();
const percent = new Intl.NumberFormat(undefined, {
  style: 'percent',
  maximumFractionDigits: 0,
  signDisplay: 'exceptZero',
});
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });
const relative = new Intl.RelativeTimeFormat(undefined, { style: 'narrow' });

const MINUTE_S = 60;
const HOUR_S = 3_600;
const DAY_S = 86_400;

export const formatCount = (value: number) => whole.format(value);

export const formatChange = (now: number, before: number) => percent.format((now - before) / before);

export const formatClock = (ms: number) => clock.format(ms);

export const formatFull = (ms: number) => full.format(ms);

/** Null for today: the list then shows the time of day alone. */
export const formatOtherDay = (ms: number, now: number) =>
  new Date(ms).toDateString() === new Date(now).toDateString() ? null : day.format(ms);

export function formatAgo(ms: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - ms) / 1_000));
  if (seconds < 2) return 'just now';
  if (seconds < MINUTE_S) return relative.format(-seconds, 'second');
  if (seconds < HOUR_S) return relative.format(-Math.floor(seconds / MINUTE_S), 'minute');
  if (seconds < DAY_S) return relative.format(-Math.floor(seconds / HOUR_S), 'hour');
  return relative.format(-Math.floor(seconds / DAY_S), 'day');
}

export const plural = (count: number, one: string, many: string) => `${formatCount(count)} ${count === 1 ? one : many}`;
