import { placeOf } from '../dom/index.ts';
import type { Options } from '../options.ts';
import type { Guard, Stop } from '../util/index.ts';
import { isOurs } from '../util/index.ts';
import type { Mark } from './marks.ts';

const LEVELS = ['error', 'warn'] as const;
const REQUESTS = /^(fetch|xmlhttprequest)$/;

/** A page that talks without end fills no recording: so many marks of each kind in ten seconds. */
const MAX_MARKS = 20;
const WINDOW_MS = 10_000;

type Tell = (kind: Mark['kind'], label: string) => void;

const limited = (tell: Tell): Tell => {
  let count = 0;
  let since = 0;
  return (kind, label) => {
    const now = performance.now();
    if (now - since > WINDOW_MS) {
      since = now;
      count = 0;
    }
    if (count++ < MAX_MARKS) tell(kind, label);
  };
};

/** What a value is, never what it says. */
const kindOf = (value: unknown): string =>
  value instanceof Error ? value.name : value === null ? 'null' : typeof value;

/** That the console was told an error or a warning, and of what types; the words stay in the page. */
export const watchConsole = (tell: Tell, guard: Guard): Stop => {
  const stops = LEVELS.map((level) => {
    const own = console[level];
    const note = guard('replay-console', (given: unknown[]) => mark('console', `${level}: ${given.map(kindOf)}`));
    const mark = limited(tell);
    const told = (...given: unknown[]) => {
      note(given);
      return own.apply(console, given);
    };
    console[level] = told;
    // Somebody else may have wrapped it since; what they hold then only passes on.
    return () => {
      if (console[level] === told) console[level] = own;
    };
  });
  return () => {
    for (const stop of stops) stop();
  };
};

/** Requests of the page by what the browser itself measured: status, address without its query, time. Never a body or a header. */
export const watchNetwork = (tell: Tell, guard: Guard, options: Options): Stop => {
  const mark = limited(tell);
  const observer = new PerformanceObserver(
    guard('replay-network', (list: PerformanceObserverEntryList) => {
      for (const entry of list.getEntries() as PerformanceResourceTiming[]) {
        const { name, initiatorType, responseStatus, duration } = entry;
        if (!REQUESTS.test(initiatorType) || isOurs(name, options)) continue;
        mark('network', `${responseStatus || '?'} ${placeOf(name)} ${Math.round(duration)} ms`);
      }
    }),
  );
  observer.observe({ type: 'resource' });
  return () => observer.disconnect();
};
