import * as dom from '../../../src/dom/index.ts';
import type { Resolution } from '../../../src/resolver/index.ts';
import { atOnce, indexPage, resolveEach, weigh } from '../../../src/resolver/index.ts';
import { byName } from './elements.ts';
import type { Press } from './record.ts';

export type Outcome =
  | 'right'
  | 'wrong'
  | 'unmatched'
  /** "One of these m", and it is one of them. */
  | 'set'
  /** Rightly not placed: the element is gone. */
  | 'gone';

export interface Verdict {
  outcome: Outcome;
  /** The element is still on the page. */
  exists: boolean;
  rule?: string | undefined;
  /** How far from the true place in the box, as a share of the box. */
  off?: number;
  /** What was claimed, for looking into a wrong one. */
  claimed?: string;
  /** What agreed, of an element that was not found. */
  evidence?: string;
}

/** Field by field: `+` agrees, `-` differs, `.` says nothing. */
function evidenceFor({ anchor, interactive }: Press, today: Element): string {
  const it = weigh(anchor, {
    element: today,
    anchor: JSON.parse(JSON.stringify(dom.fingerprint(today))),
    counted: true,
    interactive,
    inShadow: false,
  });
  const sign = (value: string) => ({ agrees: '+', differs: '-', silent: '.' })[value] ?? '?';
  const signs = (['name', 'link', 'given', 'item', 'outer', 'itemText', 'itemLink', 'section'] as const).map(
    (key) => `${key}${sign(it[key])}`,
  );
  const same = it.recorded.page === it.today.page && it.recorded.near === it.today.near;
  return `${signs.join(' ')} both${+it.bothSections} loose${+it.loose} nb${it.neighbours}${it.neighboursKept ? 'k' : ''} inb${it.itemNeighbours} path${+it.path} near${Math.min(it.recorded.near, 2)}>${Math.min(it.today.near, 2)} page${Math.min(it.recorded.page, 2)}>${Math.min(it.today.page, 2)} links${Math.min(it.recorded.links, 2)}>${Math.min(it.today.links, 2)} same${+same}`;
}

let dirty = true;
let answers: Map<string, Resolution> = new Map();

/** From now on a page that did not change is not indexed again, as in the overlay. */
export function watch(): void {
  new MutationObserver(() => {
    dirty = true;
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
}

function describe(element: Element): string {
  return `${element.localName} "${(element.textContent ?? '').trim().slice(0, 40)}"`;
}

function outcomeOf(press: Press, found: Resolution, today: Element | undefined): Verdict {
  const exists = today !== undefined;
  if (found.outcome === 'unmatched')
    return exists ? { outcome: 'unmatched', exists, evidence: evidenceFor(press, today) } : { outcome: 'gone', exists };
  if (found.outcome === 'undecided') {
    if (exists && found.elements.includes(today)) return { outcome: 'set', exists };
    return { outcome: 'wrong', exists, rule: 'set', claimed: describe(found.elements[0] as Element) };
  }
  const { element, rule } = found;
  if (!exists || (element !== today && element !== dom.targetOf(today)))
    return { outcome: 'wrong', exists, rule, claimed: describe(element), evidence: evidenceFor(press, element) };
  const [x, y] = press.at;
  const [trueX, trueY] = press.meant;
  return { outcome: 'right', exists, rule, off: Math.max(Math.abs(x - trueX), Math.abs(y - trueY)) };
}

/** What becomes of every press on the page as it is now. Presses of one recording are judged together. */
export function judge(recordings: Press[][]): Verdict[][] {
  if (dirty) {
    const index = atOnce(indexPage(document, dom));
    answers = new Map();
    for (const presses of recordings) {
      const anchors = [...new Map(presses.map(({ anchor }) => [JSON.stringify(anchor), anchor])).entries()];
      const found = atOnce(
        resolveEach(
          anchors.map(([, anchor]) => anchor),
          index,
        ),
      );
      for (const [at, [key]] of anchors.entries()) answers.set(key, found[at] as Resolution);
    }
    dirty = false;
  }
  const names = byName();
  return recordings.map((presses) =>
    presses.map((press) =>
      outcomeOf(press, answers.get(JSON.stringify(press.anchor)) as Resolution, names.get(press.known)),
    ),
  );
}
