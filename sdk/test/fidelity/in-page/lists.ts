import { everyElement } from './elements.ts';

const NO_LIST = /^(td|th|dt|dd|option|br|script|style|path|col|template|legend|i|b|font|small|slot)$/;

/** Brothers of one tag, three or more, that are not words in a sentence. */
export function lists(): Element[][] {
  const found: Element[][] = [];
  for (const parent of everyElement()) {
    if (parent.localName === 'head' || parent.closest('head,svg')) continue;
    const words = [...parent.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim());
    if (words) continue;
    const groups = new Map<string, Element[]>();
    for (const child of parent.children) {
      const group = groups.get(child.localName);
      if (group) group.push(child);
      else groups.set(child.localName, [child]);
    }
    for (const [tag, group] of groups) if (group.length >= 3 && !NO_LIST.test(tag)) found.push(group);
  }
  return found;
}

export function shuffled<T>(list: readonly T[], random: () => number): T[] {
  return list
    .map((value) => [random(), value] as const)
    .sort(([one], [other]) => one - other)
    .map(([, value]) => value);
}

/** Puts brothers into another order, in the places they hold among others. */
export function reorder(group: readonly Element[], order: readonly Element[]): void {
  const places = group.map((element) => {
    const place = document.createComment('');
    element.replaceWith(place);
    return place;
  });
  for (const [index, place] of places.entries()) place.replaceWith(order[index] as Element);
}
