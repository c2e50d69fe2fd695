import type { Judged } from './matrix.ts';
import { LANGUAGE } from './matrix.ts';
import type { Tally } from './tally.ts';
import { count, emptyTally, HEAD, row } from './tally.ts';

type Group = (judged: Judged) => string | undefined;

const RELEASE = 'release';
const TEXTS = '30 % of texts changed';

/** Which rows a judged press counts in. */
const GROUPS: readonly Group[] = [
  () => 'all',
  ({ interactive }) => (interactive ? 'interactive targets' : 'plain targets'),
  ({ interactive, structureOnly }) => (interactive && structureOnly ? 'interactive, structure only' : undefined),
  ({ interactive, change }) => (interactive && change === RELEASE ? 'interactive, release' : undefined),
  ({ interactive, change }) => (interactive && change === TEXTS ? 'interactive, 30 % of texts' : undefined),
  ({ change }) => `change: ${change}`,
  ({ source, tuned }) => `page: ${source}${tuned ? ' (tuned on)' : ''}`,
  ({ tuned, foreign }) => (foreign ? 'pages not written for us' : tuned ? 'pages tuned on' : 'own pages only judged'),
  ({ seed }) => `seed ${seed}`,
  ({ rule }) => rule && `rule: ${rule}`,
];

export interface Report {
  add(judged: Judged): void;
  /** Rows as text, to be added to those of other runs. */
  save(): string;
  load(saved: string): void;
  of(name: string): Tally;
  table(prefix?: string): string;
  /** Every gate that does not hold, in words. */
  failures(): string[];
  wrongs: Judged[];
  /** What agreed of elements that were not found, the most frequent first. */
  misses(): [what: string, clicks: number][];
}

export function createReport(): Report {
  const rows = new Map<string, Tally>();
  const wrongs: Judged[] = [];
  const misses = new Map<string, number>();
  const of = (name: string): Tally => {
    const known = rows.get(name) ?? emptyTally();
    rows.set(name, known);
    return known;
  };
  return {
    of,
    wrongs,
    save: () =>
      JSON.stringify([...rows].map(([name, tally]) => [name, { ...tally, wrongElements: [...tally.wrongElements] }])),
    load(saved) {
      for (const [name, more] of JSON.parse(saved) as [string, Tally & { wrongElements: string[] }][]) {
        const tally = of(name);
        for (const key of Object.keys(tally) as (keyof Tally)[]) {
          if (key === 'wrongElements') for (const element of more.wrongElements) tally.wrongElements.add(element);
          else tally[key] = key === 'off' ? Math.max(tally.off, more.off) : tally[key] + more[key];
        }
      }
    },
    misses: () => [...misses].sort(([, one], [, other]) => other - one),
    add(judged) {
      // Language is a dimension of the page: its clicks are asked for apart, and counted apart.
      const groups =
        judged.change === LANGUAGE ? GROUPS.filter((_, index) => index === 0 || index === 5 || index > 6) : GROUPS;
      for (const group of groups) {
        const name = group(judged);
        if (name) count(of(name), judged);
      }
      if (judged.outcome === 'wrong') wrongs.push(judged);
      if (judged.outcome === 'unmatched' && !judged.twin) {
        const what = `${judged.interactive ? 'interactive' : 'plain'} | ${judged.change} | ${judged.source} | ${judged.evidence}`;
        misses.set(what, (misses.get(what) ?? 0) + 1);
      }
    },
    table: (prefix = '') =>
      [
        HEAD,
        ...[...rows]
          .filter(([name]) => name.startsWith(prefix))
          .sort(([one], [other]) => order(one) - order(other))
          .map(([name, tally]) => row(name.slice(prefix.length), tally)),
      ].join('\n'),
    failures: () => [...rows].flatMap(([name, tally]) => broken(name, tally)),
  };
}

const ORDER = ['all', 'interactive', 'plain', 'change', 'page', 'pages', 'own', 'seed', 'rule'];
const order = (name: string): number => ORDER.findIndex((start) => name.startsWith(start));

const WRONG_AT_MOST: readonly [RegExp, number][] = [
  [/^(all|interactive targets|pages not written for us|own pages only judged)$/, 0.001],
  [/^change: /, 0.003],
];
const RIGHT_AT_LEAST: Record<string, number> = {
  'interactive, structure only': 0.97,
  'interactive, release': 0.9,
  'interactive, 30 % of texts': 0.82,
  'plain targets': 0.85,
};
const OFF_AT_MOST = 0.005;

function broken(name: string, { clicks, findable, right, wrong, off }: Tally): string[] {
  const found: string[] = [];
  const limit = WRONG_AT_MOST.find(([is]) => is.test(name))?.[1];
  if (limit !== undefined && wrong / clicks > limit)
    found.push(`${name}: wrong ${((100 * wrong) / clicks).toFixed(3)} %`);
  const least = RIGHT_AT_LEAST[name];
  if (least && right / findable < least) found.push(`${name}: right ${((100 * right) / findable).toFixed(1)} %`);
  if (name === 'all' && off > OFF_AT_MOST) found.push(`position off by ${(100 * off).toFixed(2)} % of the box`);
  return found;
}
