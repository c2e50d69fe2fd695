import type { Anchor } from '../wire.ts';
import type { Resolution } from './resolve.ts';
import { resolve } from './resolve.ts';
import type { PageIndex } from './resolve-index.ts';

/** Decided by the element's own words or address; the others only by where it stands. */
const isOwn = (found: Resolution): boolean => found.outcome === 'placed' && found.own;

/**
 * Two things that said different of themselves are two things: where one is found by what it says, another found only by
 * its place is not there any more, and of several found by place none is sure.
 */
function disputed(claims: { anchor: Anchor; found: Resolution }[]): Resolution[] {
  const names = new Set(claims.map(({ anchor: { t, n, h, a } }) => [t, n, h, a].join()));
  if (names.size < 2) return [];
  return claims.filter(({ found }) => !isOwn(found)).map(({ found }) => found);
}

/**
 * All of them, so that no element is given to two clicks that cannot both have been on it. Yields after each, so that the
 * caller can work in slices.
 */
export function* resolveEach(
  anchors: readonly Anchor[],
  index: PageIndex,
  threshold?: number,
): Generator<void, Resolution[]> {
  const results: { anchor: Anchor; found: Resolution }[] = [];
  const claims = new Map<Element, typeof results>();
  for (const anchor of anchors) {
    const found = resolve(anchor, index, threshold);
    const result = { anchor, found };
    results.push(result);
    if (found.outcome === 'placed') {
      const others = claims.get(found.element);
      if (others) others.push(result);
      else claims.set(found.element, [result]);
    }
    yield;
  }
  const lost = new Set([...claims.values()].flatMap(disputed));
  return results.map(({ found }) => (lost.has(found) ? { outcome: 'unmatched' } : found));
}
