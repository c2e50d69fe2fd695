import { childCount, localName, nodeType, parentNode, parentOf, previousElement } from './native.ts';

const MAX_LEVELS = 24;
const MAX_SIBLINGS = 200;

/**
 * Index and count of every step up to the body. A step without siblings is left out, and no step names its tag, so that a
 * wrapper put around an element changes nothing. Children of the body are counted by tag: scripts and overlays get appended there.
 */
export function pathOf(element: Element): string {
  let path = '';
  let at: Element | null = element;
  for (let level = 0; at && level < MAX_LEVELS; level++, at = parentOf(at)) {
    const tag = localName(at);
    const parent = parentNode(at);
    if (!parent || tag === 'body') break;
    const counted = nodeType(parent) === 1 && localName(parent as Element) !== 'body';
    const count = counted ? childCount(parent as Element) : 0;
    if (count === 1) continue;
    let index = 0;
    let before = previousElement(at);
    for (let left = MAX_SIBLINGS; before && left > 0; left--, before = previousElement(before)) {
      if (counted || localName(before) === tag) index++;
    }
    path += `${index}.${count} `;
  }
  return path;
}
