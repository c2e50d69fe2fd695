import { writtenLink } from './link.ts';
import { nameOf } from './name.ts';
import { elementsByTag, localName, nodeType, parentNode } from './native.ts';
import { fold } from './text.ts';
import { typeOf } from './type.ts';

const MAX_SCANNED = 500;
const MAX_COUNT = 99;

interface Look {
  type: string;
  name: string;
  link: string | null;
}

/** The element below the document, or the shadow root: look-alikes in other roots cannot be told from here. */
function topOf(element: Element): Element | ShadowRoot {
  let at: Node = element;
  for (let up = parentNode(at); up && nodeType(up) !== 9; up = parentNode(at)) at = up;
  return at as Element | ShadowRoot;
}

function sameTag(root: Element | ShadowRoot, tag: string): ArrayLike<Element> {
  return nodeType(root) === 1
    ? elementsByTag(root as Element, tag)
    : (root as ShadowRoot).querySelectorAll(CSS.escape(tag));
}

function scan(root: Element | ShadowRoot, element: Element, look: Look): [rank: number, count: number, links: number] {
  let rank = 0;
  let count = 0;
  let links = 0;
  const candidates = sameTag(root, localName(element));
  for (let index = 0; index < MAX_SCANNED; index++) {
    const candidate = candidates[index];
    if (!candidate) break;
    if (candidate === element) {
      rank = count++;
      links++;
      continue;
    }
    if (look.link !== null) {
      if (writtenLink(candidate) !== look.link) continue;
      links++;
    }
    if (typeOf(candidate) === look.type && fold(nameOf(candidate)) === look.name) count++;
  }
  return [rank, Math.min(count, MAX_COUNT), Math.min(links, MAX_COUNT)];
}

/** Rank and count within the scope, count on the page, links with the same target; nothing when alone in all of these. */
export function lookAlikes(element: Element, look: Look, scope: Element | null): number[] | undefined {
  const top = topOf(element);
  const [pageRank, onPage, links] = scan(top, element, look);
  const alone = onPage === 1;
  const [rank, near] = alone || !scope ? [pageRank, onPage] : scan(scope, element, look);
  if (alone && links <= 1) return undefined;
  return look.link === null ? [rank, near, onPage] : [rank, near, onPage, links];
}
