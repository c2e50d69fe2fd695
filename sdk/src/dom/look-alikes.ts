import { kindOf } from './kind.ts';
import { nameOf } from './name.ts';
import { attribute, read } from './native.ts';
import { isInteractive } from './target.ts';
import { fold } from './text.ts';

const MAX_SCANNED = 500;

/** What was read of a candidate, as far as it was needed. */
interface Row {
  candidate: Element;
  link: string;
  said?: string;
  folded?: string;
}

/** While nothing else runs the page stays as it is: what was read once need not be read for each of its look-alikes. */
let known: Map<string, [top: Node, rows: Row[]]> | undefined;

export function remembering(work: () => void): void {
  known = new Map();
  try {
    work();
  } finally {
    known = undefined;
  }
}

/**
 * Cheaper than a name, and as good for telling whether two elements of one moment say the same. Form controls by what their
 * developer calls them: looking for a label searches the whole page, for each of them.
 */
function saidBy(element: Element, kind: string): string {
  const own = attribute(element, 'aria-label') || read(element, 'textContent').trim();
  return own || attribute(element, 'name') || nameOf(element, kind);
}

/**
 * Rank and count of the elements that look the same within `scope`, their count on the page and, for links, the number of
 * links with the same target. Counted inside one shadow root; nothing when alone in every respect, nor for plain containers,
 * whose text can be the whole page.
 */
export function lookAlikes(element: Element, kind: string, scope: Element | undefined): number[] | undefined {
  const children = read(element, 'childElementCount');
  if (children && !isInteractive(element)) return undefined;
  let top: Node = element;
  for (let up = read(top, 'parentNode'); up && read(up, 'nodeType') === 1; up = read(up, 'parentNode')) top = up;
  const said = saidBy(element, kind);
  const folded = fold(said);
  // Folding costs more than the rest: without digits of its own the element has no look-alike by folding.
  const same = (row: Row) => {
    row.said ??= saidBy(row.candidate, kind);
    if (row.said === said) return true;
    if (folded === said) return false;
    row.folded ??= fold(row.said);
    return row.folded === folded;
  };
  const link = attribute(element, 'href');
  const tag = read(element, 'localName');
  const candidates = read(top, 'getElementsByTagName', tag);
  const name = `${tag} ${kind}`;
  const before = known?.get(name);
  const rows = before?.[0] === top ? before[1] : [];
  known?.set(name, [top, rows]);
  let rank = 0;
  let near = 0;
  let all = 0;
  let links = 0;
  for (let index = 0; index < MAX_SCANNED; index++) {
    let row = rows[index];
    if (!row) {
      const next = candidates[index];
      if (!next) break;
      row = { candidate: next, link: attribute(next, 'href') };
      rows.push(row);
    }
    const { candidate } = row;
    if (row.link !== link) continue;
    links++;
    if (candidate === element) rank = near;
    else if (read(candidate, 'childElementCount') !== children || !same(row) || kindOf(candidate) !== kind) continue;
    all++;
    if (!scope || read(scope, 'contains', candidate)) near++;
  }
  if (link && links > 1) return [rank, near, all, links];
  return all > 1 ? [rank, near, all] : undefined;
}
