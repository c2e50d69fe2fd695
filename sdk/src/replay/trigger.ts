import type { Options } from '../options.ts';
import type { Mark } from './marks.ts';

const DEFAULT_MIN_MS = 2_000;

/**
 * `replayWhen`: what a recording has to see before any of it is kept. Words separated by commas: `always`, `error`, `rage`, `dead`,
 * `call` (only `startReplay()`), or paths, with `*` for anything. Up to a minute from before is kept along with it.
 */
export const createTrigger = ({ replayWhen = 'always', replayMinMs = DEFAULT_MIN_MS }: Options) => {
  const words = replayWhen.split(',').map((word) => word.trim());
  const paths = words.filter((word) => word.startsWith('/')).map(patternOf);
  const fires = ({ kind, label }: Mark): boolean =>
    words.includes(kind) || (kind === 'page-view' && paths.some((path) => path.test(label)));
  return {
    // An attribute of the script tag is text.
    minMs: Number(replayMinMs),
    isAlways: words.includes('always'),
    fires,
    /** By what happened on the page before anybody recorded it. */
    landed: (label: string, hasErred?: boolean): boolean =>
      fires({ kind: 'page-view', label }) || (!!hasErred && fires({ kind: 'error', label: '' })),
  };
};

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`);
