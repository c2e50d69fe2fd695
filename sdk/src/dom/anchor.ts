import type { Anchor } from '../wire.ts';
import { climb } from './climb.ts';
import { givenName } from './given-name.ts';
import { hash } from './hash.ts';
import { kindOf } from './kind.ts';
import { linkOf } from './link.ts';
import { lookAlikes } from './look-alikes.ts';
import { isMasked } from './mask.ts';
import { nameOf } from './name.ts';
import { attribute, read } from './native.ts';
import { neighboursOf } from './neighbours.ts';
import { targetOf } from './target.ts';
import { fold } from './text.ts';

const MAX_LANGUAGE = 8;

/**
 * Several independent fingerprints of one element. Field by field: `Anchor` in the contract. For a key its neighbours do not
 * matter.
 */
export function fingerprint(element: Element, forKey?: boolean): Anchor {
  const t = kindOf(element);
  const [items, sections, path, item, scope] = climb(element);
  const anchor: Anchor = {
    t,
    l: attribute(read(element, 'ownerDocument').documentElement, 'lang').slice(0, MAX_LANGUAGE) || undefined,
    s: sections[0] ? sections : undefined,
    h: hash(linkOf(element)),
    a: hash(givenName(element, t)),
    q: hash(path),
  };
  // The hash of a short text can be guessed by trying words: it is as private as the text.
  if (isMasked(element)) return anchor;
  const exact = nameOf(element, t);
  const name = fold(exact);
  return {
    ...anchor,
    n: hash(name),
    o: lookAlikes(element, t, scope),
    w: item && !forKey ? neighboursOf(item) : undefined,
    v: forKey ? undefined : neighboursOf(element, item),
    x: exact === name ? undefined : hash(exact),
    c: items[0] ? items : undefined,
  };
}

/** The element a click means, and how to find it again on a later version of the page. */
export function anchorOf(target: Element): { anchor: Anchor; element: Element } {
  const element = targetOf(target);
  return { anchor: fingerprint(element), element };
}
