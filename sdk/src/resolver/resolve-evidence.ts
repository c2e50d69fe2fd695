import type { Anchor } from '../wire.ts';
import type { Entry } from './resolve-index.ts';

/** What one piece of evidence says of a candidate; silence is neither. */
type Verdict = 'agrees' | 'differs' | 'silent';

/** A candidate beside the anchor, field by field. */
export interface Evidence {
  entry: Entry;
  name: Verdict;
  /** The name with its digits. */
  exactName: boolean;
  link: Verdict;
  given: Verdict;
  item: Verdict;
  /** The item around the item. */
  outer: Verdict;
  itemText: Verdict;
  itemLink: Verdict;
  /** No item then, none now. */
  loose: boolean;
  section: Verdict;
  /** How many of the sections agree, and whether all do. */
  bothSections: boolean;
  /** Neighbours with words that agree, 0 to 2, and whether none differs. */
  neighbours: number;
  neighboursKept: boolean;
  itemNeighbours: number;
  path: boolean;
  /** Look-alikes in the item or section, on the page, links with the same target. */
  recorded: Counts;
  today: Counts;
}

export interface Counts {
  near: number;
  page: number;
  links: number;
}

function verdict(then: string | undefined, now: string | undefined): Verdict {
  if (!then && !now) return 'silent';
  return then === now ? 'agrees' : 'differs';
}

export function countsOf({ o }: Anchor): Counts {
  return { near: o?.[1] ?? 1, page: o?.[2] ?? 1, links: o?.[3] ?? 1 };
}

/**
 * Sides with words that say the same. A print of one letter stands for a neighbour without words, and one that
 * says what the element or its item says (`own`) is a twin: having one before or after it is position, not evidence.
 */
function agreeing(then: string[] | undefined, now: string[] | undefined, own: (string | undefined)[]): number {
  return (then ?? []).filter((print, side) => print.length > 1 && !own.includes(print) && print === now?.[side]).length;
}

function same(then: string[] | undefined, now: string[] | undefined): boolean {
  return (then ?? []).join() === (now ?? []).join();
}

export function otherLanguage(then: Anchor, now: Anchor): boolean {
  return then.l !== undefined && now.l !== undefined && then.l !== now.l;
}

/** In another language every text is silent: it must differ, so differing says nothing. */
export function weigh(then: Anchor, entry: Entry): Evidence {
  const now = entry.anchor;
  const foreign = otherLanguage(then, now);
  const spoken = (value: Verdict): Verdict => (foreign ? 'silent' : value);
  const [thenText, thenLink] = then.c?.[0]?.split('.') ?? [];
  const [nowText, nowLink] = now.c?.[0]?.split('.') ?? [];
  const own = [then.n, thenText];
  return {
    entry,
    name: spoken(verdict(then.n, now.n)),
    exactName: then.x === now.x,
    link: verdict(then.h, now.h),
    given: verdict(then.a, now.a),
    item: spoken(verdict(then.c?.[0], now.c?.[0])),
    outer: spoken(verdict(then.c?.[1], now.c?.[1])),
    itemText: spoken(verdict(thenText, nowText)),
    itemLink: verdict(thenLink, nowLink),
    loose: !then.c && !now.c,
    section: spoken(verdict(then.s?.[0], now.s?.[0])),
    bothSections: !foreign && same(then.s, now.s),
    neighbours: foreign ? 0 : agreeing(then.v, now.v, own),
    neighboursKept: !foreign && same(then.v, now.v),
    itemNeighbours: foreign ? 0 : agreeing(then.w, now.w, own),
    path: then.q !== undefined && then.q === now.q,
    recorded: countsOf(then),
    today: countsOf(now),
  };
}

/** Name and link as they were, as far as there are any, and at least one of them; nor do developers call it otherwise. */
export function sameContent({ name, link, given }: Evidence): boolean {
  return ![name, link, given].includes('differs') && (name === 'agrees' || link === 'agrees');
}

/** Item as it was; without one both times there is nothing to contradict. */
export function sameItem({ item, loose }: Evidence): boolean {
  return item === 'agrees' || loose;
}

/** Independent surroundings that agree. Sections without any prove nothing. */
export function surroundings(evidence: Evidence): number {
  return (
    Number(evidence.neighbours > 0) +
    Number(evidence.itemNeighbours > 0) +
    Number(evidence.item === 'agrees') +
    Number(evidence.section === 'agrees') +
    Number(evidence.path)
  );
}
