import type { Options } from '../options.ts';
import type { Mark } from './marks.ts';

/**
 * `replayWhen`: what a recording has to see before any of it is kept. Words separated by commas: `always`, `error`, `rage`, `dead`,
 * `call` (only `startReplay()`), or paths, with `*` for anything. Up to a minute from before is kept along with it.
 */
export const createTrigger = ({ replayWhen = 'always' }: Options) => {
  const words = replayWhen.split(',').map((word) => word.trim());
  const paths = words.filter((word) => word.startsWith('/')).map(patternOf);
  return {
    isAlways: words.includes('always'),
    fires: ({ kind, label }: Mark): boolean =>
      words.includes(kind) || (kind === 'page-view' && paths.some((path) => path.test(label))),
  };
};

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`);
