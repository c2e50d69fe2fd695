import type { Anchor } from '../wire.ts';
import type { Evidence } from './resolve-evidence.ts';
import { countsOf, otherLanguage, sameContent, sameItem, weigh } from './resolve-evidence.ts';
import type { Entry, PageIndex } from './resolve-index.ts';
import { keysOf } from './resolve-index.ts';
import { FOREIGN_RULES, RULES } from './resolve-rules.ts';

/** Below this a click goes to the tray: a click on a wrong element is the worst there is. */
const THRESHOLD = 0.92;

export type Resolution =
  /**
   * The element, by which rule, how often that rule was right where it was measured, and whether the element's own words
   * or address spoke for it.
   */
  | { outcome: 'placed'; element: Element; confidence: number; rule: string; own: boolean }
  /** Certainly one of these, which all look alike; nothing but their order could say which. */
  | { outcome: 'undecided'; elements: Element[] }
  | { outcome: 'unmatched' };

function candidatesFor(anchor: Anchor, index: PageIndex): Set<Entry> {
  return new Set(keysOf(anchor).flatMap((key) => index.by.get(key) ?? []));
}

/** Exact numbers first: "Page 2" is "Page 2" where it still exists, and only a counter where it does not. */
function bestNamed(all: Evidence[]): Evidence[] {
  const exact = all.filter((it) => it.name === 'agrees' && it.exactName);
  return exact.length ? all.filter((it) => it.name !== 'agrees' || it.exactName) : all;
}

/** Twins are only told of when there are as many as then; one that is gone may have been the clicked one. */
function twinsAmong(all: Evidence[], anchor: Anchor): Element[] {
  const twins = all.filter((it) => sameContent(it) && sameItem(it) && it.section !== 'differs');
  const { near, page } = countsOf(anchor);
  return twins.length > 1 && (twins.length === near || twins.length === page)
    ? twins.map((it) => it.entry.element)
    : [];
}

/** Where a remembered element is today: one element, one of several that cannot be told apart, or nowhere certain. */
export function resolve(anchor: Anchor, index: PageIndex, threshold: number = THRESHOLD): Resolution {
  const all = bestNamed([...candidatesFor(anchor, index)].map((entry) => weigh(anchor, entry)));
  const foreign = all.some((it) => otherLanguage(anchor, it.entry.anchor));
  for (const { name, precision, holds } of foreign ? FOREIGN_RULES : RULES) {
    if (precision < threshold) continue;
    const [first, second] = all.filter((it) => holds(it, all));
    if (first && !second)
      return {
        outcome: 'placed',
        element: first.entry.element,
        confidence: precision,
        rule: name,
        own: [first.name, first.link, first.given].includes('agrees'),
      };
  }
  const elements = foreign ? [] : twinsAmong(all, anchor);
  return elements.length ? { outcome: 'undecided', elements } : { outcome: 'unmatched' };
}
