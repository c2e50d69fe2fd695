const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** No zone is further from UTC than this. */
const FARTHEST_MS = 16 * 3_600_000;

/** Clock and calendar of one time zone. */
export interface Zone {
  /** As ClickHouse spells it: `Europe/Berlin`, whatever case was asked for. */
  name: string;
  /** `YYYY-MM-DD` there, at an instant. */
  dateAt(ms: number): string;
  /** `YYYY-MM-DDTHH:00` there, at an instant. */
  hourAt(ms: number): string;
  /** The first instant of a local day. In some zones midnight does not exist on the day summer time begins. */
  startOf(date: string): number;
}

/** The day before or after, by the calendar. */
export function shiftDate(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Undefined for a name that is no zone. */
export function openZone(name: string): Zone | undefined {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: name,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
  } catch {
    return undefined;
  }
  const local = (ms: number) => {
    const part = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, value]));
    const date = `${(part.year ?? '').padStart(4, '0')}-${part.month}-${part.day}`;
    return { date, time: `${part.hour}:${part.minute}:${part.second}` };
  };
  const dateAt = (ms: number) => local(ms).date;
  const offsetAt = (ms: number) => {
    const { date, time } = local(ms);
    return Date.parse(`${date}T${time}Z`) - Math.floor(ms / 1_000) * 1_000;
  };
  const starts = new Map<string, number>();

  /** Halves until the first minute of the day is found: only for days whose midnight the clock jumps over. */
  function search(date: string): number {
    let low = Math.floor((Date.parse(`${date}T00:00:00Z`) - FARTHEST_MS) / MINUTE_MS);
    let high = low + Math.floor((2 * FARTHEST_MS) / MINUTE_MS);
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (dateAt(middle * MINUTE_MS) >= date) high = middle;
      else low = middle;
    }
    return high * MINUTE_MS;
  }

  function findStart(date: string): number {
    const midnight = Date.parse(`${date}T00:00:00Z`);
    const guess = midnight - offsetAt(midnight);
    const start = midnight - offsetAt(guess);
    return dateAt(start) === date && dateAt(start - 1) < date ? start : search(date);
  }

  return {
    name: format.resolvedOptions().timeZone,
    dateAt,
    hourAt: (ms) => {
      const { date, time } = local(ms);
      return `${date}T${time.slice(0, 2)}:00`;
    },
    startOf(date) {
      const known = starts.get(date) ?? findStart(date);
      starts.set(date, known);
      return known;
    },
  };
}
