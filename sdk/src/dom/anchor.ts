import type { Anchor } from '../wire.ts';
import { givenName } from './attribute.ts';
import { hash } from './hash.ts';
import { linkTarget, writtenLink } from './link.ts';
import { lookAlikes } from './look-alikes.ts';
import { isMasked } from './mask.ts';
import { nameOf } from './name.ts';
import { neighboursOf } from './neighbours.ts';
import { pathOf } from './path.ts';
import { surroundingsOf } from './surroundings.ts';
import { isLink, targetOf } from './target.ts';
import { fold } from './text.ts';
import { typeOf } from './type.ts';

const PRINT = 5;
const MAX_LANGUAGE = 8;

/** Several independent fingerprints of one element. Field by field: `Anchor` in the contract. */
export function fingerprint(element: Element): Anchor {
  const masked = isMasked(element);
  const exact = nameOf(element);
  const name = fold(exact);
  const link = isLink(element) ? writtenLink(element) : null;
  const { items, sections, item, scope } = surroundingsOf(element);
  const anchor: Anchor = { t: typeOf(element) };
  const put = <Key extends keyof Anchor>(key: Key, value: Anchor[Key]) => {
    if (value?.length) anchor[key] = value;
  };
  put('n', hash(name, PRINT));
  if (exact !== name) put('x', hash(exact, PRINT));
  put('h', hash(linkTarget(link, element.baseURI), PRINT));
  put('a', hash(givenName(element), PRINT));
  put('s', sections);
  if (!masked) {
    put('c', items);
    put('v', neighboursOf(element, item));
    if (item) put('w', neighboursOf(item));
  }
  put('o', lookAlikes(element, { type: anchor.t, name, link }, scope));
  put('q', hash(pathOf(element), PRINT));
  put('l', element.ownerDocument.documentElement.lang.slice(0, MAX_LANGUAGE));
  return anchor;
}

/** The element a click means, and how to find it again on a later version of the page. */
export function anchorOf(target: Element): { anchor: Anchor; element: Element } {
  const element = targetOf(target);
  return { anchor: fingerprint(element), element };
}
