const whole = new Intl.NumberFormat();
const percent = new Intl.NumberFormat(undefined, {
  style: 'percent',
  maximumFractionDigits: 0,
  signDisplay: 'exceptZero',
});
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const relative = new Intl.RelativeTimeFormat(undefined, { style: 'narrow' });

const MS_IN_S = 1_000;
const MINUTE_S = 60;
const HOUR_S = 3_600;
const DAY_S = 86_400;

const share = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 });
const short = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 });
const small = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 });

export const formatCount = (value: number) => whole.format(value);

/** From here on a share says less than how many times as much. */
const MANY_TIMES = 10;

export const formatChange = (now: number, before: number) =>
  now / before < MANY_TIMES ? percent.format((now - before) / before) : `×${short.format(now / before)}`;

export const formatClock = (ms: number) => clock.format(ms);

/** A day and a time, where seconds do not matter. */
export const formatMoment = (ms: number) => moment.format(ms);

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

export const formatShare = (value: number) => share.format(value);

/** For the axis of a chart. */
export const formatShort = (value: number) => short.format(value);

/** `1:05`, or `1:02:05` from an hour on. */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds);
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / HOUR_S), Math.floor((whole % HOUR_S) / MINUTE_S)];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % MINUTE_S)}` : `${minutes}:${two(whole % MINUTE_S)}`;
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
const KILO = 1_000;

/** `1.2 GB`. */
export function formatBytes(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const unit = UNITS[step] ?? 'byte';
  return new Intl.NumberFormat(undefined, { style: 'unit', unit, maximumFractionDigits: 1 }).format(
    bytes / KILO ** step,
  );
}

/** A web vital: seconds, milliseconds, or the bare number of a layout shift. */
export function formatVital(value: number): string {
  if (value < 10) return small.format(value);
  return value < MS_IN_S ? `${whole.format(Math.round(value))} ms` : `${small.format(value / MS_IN_S)} s`;
}

const dayOfSeries = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'short' });
const hourOfSeries = new Intl.DateTimeFormat(undefined, { weekday: 'short', hour: 'numeric', minute: '2-digit' });
const dayOfAxis = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const hourOfAxis = new Intl.DateTimeFormat(undefined, { hour: 'numeric' });

const isHour = (at: string) => at.includes('T');
/** When a piece of a series begins, by the viewer's clock. */
export const timeOf = (at: string) => new Date(isHour(at) ? at : `${at}T00:00`);

/** A day or an hour of a series, in full and for an axis. */
export const formatPiece = (at: string) => (isHour(at) ? hourOfSeries : dayOfSeries).format(timeOf(at));
export const formatTick = (at: string) => (isHour(at) ? hourOfAxis : dayOfAxis).format(timeOf(at));
