import { hash } from './hash.ts';
import { headlineOf } from './headline.ts';
import { linkTarget } from './link.ts';
import { attribute, childCount, firstElement, localName, nextElement, parentOf, previousElement } from './native.ts';
import { fold } from './text.ts';

/** No page nests its landmarks deeper in a way that tells elements apart. */
const MAX_LEVELS = 24;
/** Rows to look at for one of the same shape. */
const MAX_SIBLINGS = 12;
const KEPT = 2;
const PRINT = 4;
const ITEM = /^(li|tr|article)$/;
const ITEM_ROLE = /^(listitem|row|option|article)$/;
const SECTION = /^(header|footer|nav|main|aside|section|article|form|fieldset|dialog)$|-/;
const SECTION_ROLE =
  /^(banner|navigation|main|complementary|contentinfo|region|form|search|dialog|alertdialog|tabpanel)$/;

export interface Surroundings {
  /** Prints of the nearest items that say something. */
  items: string[];
  /** Prints of the nearest sections. */
  sections: string[];
  /** The innermost item, even a silent one: neighbours beyond it are the item's, not the element's. */
  item: Element | null;
  /** Within it look-alikes are counted: the innermost item that says something, else the innermost section. */
  scope: Element | null;
}

function sameShape(one: Element, other: Element): boolean {
  const first = firstElement(one);
  const otherFirst = firstElement(other);
  return (
    first !== null &&
    otherFirst !== null &&
    localName(one) === localName(other) &&
    childCount(one) === childCount(other) &&
    localName(first) === localName(otherFirst)
  );
}

/** A sibling of the same shape makes a repeated thing; one of the same tag alone would make every small group a row. */
function isItem(element: Element, tag: string, role: string): boolean {
  if (ITEM.test(tag) || ITEM_ROLE.test(role)) return true;
  for (const step of [nextElement, previousElement]) {
    let sibling = step(element);
    for (let left = MAX_SIBLINGS; sibling && left > 0; left--, sibling = step(sibling)) {
      if (sameShape(element, sibling)) return true;
    }
  }
  return false;
}

/** Text and link apart: an item counts as the same only when both agree, so each needs its own print. */
function itemPrint(item: Element, element: Element): string {
  const { heading, text, link } = headlineOf(item, element);
  const said = hash(heading || text, PRINT);
  const leads = hash(linkTarget(link, item.baseURI), PRINT);
  return said || leads ? `${said}.${leads}` : '';
}

function sectionPrint(section: Element, kind: string): string {
  return hash(`${kind}|${fold(headlineOf(section).heading)}`, PRINT);
}

export function surroundingsOf(element: Element): Surroundings {
  const found: Surroundings = { items: [], sections: [], item: null, scope: null };
  let at = parentOf(element);
  for (let level = 0; at && level < MAX_LEVELS; level++, at = parentOf(at)) {
    const tag = localName(at);
    if (tag === 'body') break;
    const role = attribute(at, 'role') ?? '';
    if (found.items.length < KEPT && isItem(at, tag, role)) {
      const print = itemPrint(at, element);
      found.item ??= at;
      if (print) {
        if (!found.items.length) found.scope = at;
        found.items.push(print);
      }
    }
    if (found.sections.length < KEPT && (SECTION.test(tag) || SECTION_ROLE.test(role))) {
      found.scope ??= at;
      found.sections.push(sectionPrint(at, role || tag));
    }
    if (found.items.length === KEPT && found.sections.length === KEPT) break;
  }
  return found;
}
