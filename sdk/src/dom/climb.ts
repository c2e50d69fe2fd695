import { hash } from './hash.ts';
import { headlineOf } from './headline.ts';
import { kindOf } from './kind.ts';
import { parentOf, read } from './native.ts';
import { fold, textOf } from './text.ts';

const MAX_LEVELS = 24;
/** Siblings to look at for one of the same shape. */
const MAX_SIBLINGS = 24;
/** Longer items are not rows or cards. */
const MAX_ITEM_TEXT = 2_000;
/** A path need not be right beyond this, only cheap. */
const MAX_INDEX = 200;
const ITEM = /^(li|tr|article|listitem|row|iframe)$/;
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
  /** Where look-alikes are counted: the innermost item that says something of its own, else the innermost section. */
  scope: Element | undefined,
];

/** Seen through wrappers, so that two of them around two different things do not look repeated. */
function shapeOf(element: Element): string {
  const first = read(element, 'firstElementChild');
  const count = read(element, 'childElementCount');
  if (!first) return '';
  return count > 1 ? `${read(element, 'localName')} ${count} ${read(first, 'localName')}` : shapeOf(first);
}

/** Siblings of an item, a few of them: what repeats is like its neighbours, or it does not matter here. */
function someSibling(element: Element, is: (sibling: Element) => boolean): boolean {
  const parent = parentOf(element);
  let left = MAX_SIBLINGS;
  let sibling = parent && read(parent, 'firstElementChild');
  for (; sibling && left--; sibling = read(sibling, 'nextElementSibling')) {
    if (sibling !== element && is(sibling)) return true;
  }
  return false;
}

/** A sibling of the same shape makes a repeated thing; one of the same tag alone would make every small group a row. */
function isRepeated(element: Element): boolean {
  const shape = shapeOf(element);
  return shape !== '' && someSibling(element, (sibling) => shapeOf(sibling) === shape);
}

/** Whether a sibling says it too. Only for rows and cards: of larger things the text is dear, and hardly ever the same. */
function isShared(item: Element, said: string): boolean {
  return (
    read(item, 'textContent').length < MAX_ITEM_TEXT &&
    someSibling(item, (sibling) => read(sibling, 'textContent').includes(said))
  );
}

/**
 * Text and link apart: an item counts as the same only when both agree. Where a sibling says the same (two answers of one
 * author), all of the text counts, and the print is not its own: with one of them gone the other would pass for it.
 */
function itemPrint(item: Element, element: Element): [print: string, own: boolean] {
  const [heading, text, link] = headlineOf(item, element);
  const said = heading || text;
  const shared = isShared(item, said);
  return [[hash(shared ? textOf(item, element) : said), hash(link)].join('.'), !shared];
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
    let parent = parentOf(at);
    // What comes above a frame's body is the frame.
    if (parent && read(parent, 'localName') === 'body') parent = parentOf(parentOf(parent) ?? parent);
    if (!parent) break;
    path += stepTo(at, parent);
    at = parent;
    const kind = kindOf(at);
    if (!items[1] && (ITEM.test(kind) || isRepeated(at))) {
      item ??= at;
      const [print, own] = itemPrint(at, element);
      if (print !== '.') {
        items.push(print);
        if (own) scope ??= at;
      }
    }
    if (SECTION.test(kind)) {
      if (!sections[1]) sections.push(hash(kind + fold(headlineOf(at)[0])) ?? '');
      scope ??= at;
    }
  }
  return [items, sections, path, item, scope];
}
