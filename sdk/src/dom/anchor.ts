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

const PRINT = 5;
const MAX_LANGUAGE = 8;

/** Several independent fingerprints of one element. Field by field: `Anchor` in the contract. */
export function fingerprint(element: Element): Anchor {
  const kind = kindOf(element);
  const [items, sections, path, item, scope] = climb(element);
  const anchor: Anchor = { t: kind };
  const put = <Key extends keyof Anchor>(key: Key, value: Anchor[Key]) => {
    if (value?.length) anchor[key] = value;
  };
  if (!isMasked(element)) {
    const exact = nameOf(element, kind);
    const name = fold(exact);
    put('n', hash(name, PRINT));
    if (exact !== name) put('x', hash(exact, PRINT));
    put('c', items);
    put('v', neighboursOf(element, item));
    if (item) put('w', neighboursOf(item));
    put('o', lookAlikes(element, kind, scope));
  }
  put('h', hash(linkOf(element) ?? '', PRINT));
  put('a', hash(givenName(element, kind), PRINT));
  put('s', sections);
  put('q', hash(path, PRINT));
  put('l', attribute(read(element, 'ownerDocument').documentElement, 'lang').slice(0, MAX_LANGUAGE));
  return anchor;
}

/** The element a click means, and how to find it again on a later version of the page. */
export function anchorOf(target: Element): { anchor: Anchor; element: Element } {
  const element = targetOf(target);
  return { anchor: fingerprint(element), element };
}
