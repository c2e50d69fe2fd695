import { hash } from './hash.ts';
import { headlineOf } from './headline.ts';
import { kindOf } from './kind.ts';
import { parentOf, read } from './native.ts';
import { fold } from './text.ts';

const MAX_LEVELS = 24;
/** Siblings to look at for one of the same shape. */
const MAX_SIBLINGS = 24;
/** A path need not be right beyond this, only cheap. */
const MAX_INDEX = 200;
const ITEM = /^(li|tr|article|listitem|row)$/;
const SECTION = /^(header|footer|nav.*|main|aside|section|article|form|fieldset|.*dialog|region|search|tabpanel)$|-/;

/** In this order: */
type Climb = [
  /** Prints of the two nearest items that say something. */
  items: string[],
  /** Prints of the two nearest sections. */
  sections: string[],
  /** Index and count of every step. */
  path: string,
  /** The innermost item, even a silent one: neighbours beyond it are the item's, not the element's. */
  item: Element | undefined,
  /** Where look-alikes are counted: the innermost item that says something, else the innermost section. */
  scope: Element | undefined,
];

/** Seen through wrappers, so that two of them around two different things do not look repeated. */
function shapeOf(element: Element): string {
  const first = read(element, 'firstElementChild');
  const count = read(element, 'childElementCount');
  if (!first) return '';
  return count > 1 ? `${read(element, 'localName')} ${count} ${read(first, 'localName')}` : shapeOf(first);
}

/** A sibling of the same shape makes a repeated thing; one of the same tag alone would make every small group a row. */
function isRepeated(element: Element, parent: Element | null): boolean {
  const shape = shapeOf(element);
  let left = MAX_SIBLINGS;
  let sibling = shape && parent && read(parent, 'firstElementChild');
  for (; sibling && left--; sibling = read(sibling, 'nextElementSibling')) {
    if (sibling !== element && shapeOf(sibling) === shape) return true;
  }
  return false;
}

/** Text and link apart: an item counts as the same only when both agree, so each needs its own print. */
function itemPrint(item: Element, element: Element): string {
  const [heading, text, link] = headlineOf(item, element);
  return [hash(heading || text), hash(link)].join('.');
}

/** A step without siblings is left out and no step names its tag, so that a wrapper around an element changes nothing. */
function stepTo(element: Element, parent: Element): string {
  let index = 0;
  let before = read(element, 'previousElementSibling');
  for (; before && index < MAX_INDEX; before = read(before, 'previousElementSibling')) index++;
  return index || read(element, 'nextElementSibling') ? `${index}.${read(parent, 'childElementCount')} ` : '';
}

/** Everything around an element, in one climb. It ends below the body, where banners, scripts and overlays come and go. */
export function climb(element: Element): Climb {
  const items: string[] = [];
  const sections: string[] = [];
  let path = '';
  let item: Element | undefined;
  let scope: Element | undefined;
  let at = element;
  for (let left = MAX_LEVELS; left--; ) {
    const parent = parentOf(at);
    if (!parent || read(parent, 'localName') === 'body') break;
    path += stepTo(at, parent);
    at = parent;
    const kind = kindOf(at);
    if (!items[1] && (ITEM.test(kind) || isRepeated(at, parentOf(at)))) {
      item ??= at;
      const print = itemPrint(at, element);
      if (print !== '.') items.push(print);
    }
    if (!sections[1] && SECTION.test(kind)) sections.push(hash(kind + fold(headlineOf(at)[0])) ?? '');
    if (items[0] || sections[0]) scope ??= at;
  }
  return [items, sections, path, item, scope];
}
