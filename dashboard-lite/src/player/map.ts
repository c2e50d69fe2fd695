import { fingerprint, isInteractive, targetOf } from '../../../sdk/src/dom/index.ts';
import { atOnce, indexPage, resolveEach } from '../../../sdk/src/resolver/index.ts';
import type { ClickmapElement } from '../wire.ts';
import type { StageReport } from './protocol.ts';

/** Not the dashboard's own: what the two share would be a file that this page had to fetch. */
const formatCount = (count: number): string => count.toLocaleString();

/** What the recorder leaves of words. */
const STARS = /^[*\s]+$/;
/** A language that nobody's clicks were made in: the resolver then listens to nothing that is said, which is all masked here. */
const UNSPOKEN = 'x-masked';

/** Whether the words of a recording are stars. */
function isMasked({ body }: Document): boolean {
  const texts = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  let [words, stars] = [0, 0];
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const text = node.nodeValue?.trim();
    if (!text || node.parentElement?.matches('style,script,noscript')) continue;
    words++;
    if (STARS.test(text)) stars++;
  }
  return stars > words / 2;
}

/** Links as they were written: the recorder has made them whole, and a click remembers them without their own origin. */
function shortenLinks(page: Document, address: string): void {
  if (!URL.canParse(address)) return;
  const { origin } = new URL(address);
  for (const link of page.querySelectorAll('a[href],area[href]')) {
    const href = link.getAttribute('href') ?? '';
    if (href.startsWith(`${address}#`)) link.setAttribute('href', href.slice(address.length));
    else if (href === origin || href.startsWith(`${origin}/`))
      link.setAttribute('href', href.slice(origin.length) || '/');
  }
}

interface Spot {
  elements: Element[];
  groups: ClickmapElement[];
  clicks: number;
}

function spotsOf(page: Document, elements: readonly ClickmapElement[]): Spot[] {
  const index = atOnce(indexPage(page, { fingerprint, isInteractive, targetOf }));
  const found = atOnce(
    resolveEach(
      elements.map(({ anchor }) => anchor),
      index,
    ),
  );
  const spots = new Map<string, Spot>();
  const names = new Map<Element, number>();
  for (const [at, group] of elements.entries()) {
    const answer = found[at];
    if (!answer || answer.outcome === 'unmatched') continue;
    const here = answer.outcome === 'placed' ? [answer.element] : answer.elements;
    const first = here[0] as Element;
    const name = `${names.get(first) ?? names.set(first, names.size).size} ${here.length}`;
    const spot = spots.get(name) ?? { elements: here, groups: [], clicks: 0 };
    spot.groups.push(group);
    spot.clicks += group.clicks;
    spots.set(name, spot);
  }
  return [...spots.values()].sort((one, other) => other.clicks - one.clicks);
}

function mark(spot: Spot, layer: Element, report: (message: StageReport) => void): void {
  for (const element of spot.elements) {
    const { left, top, width, height } = element.getBoundingClientRect();
    if (!width || !height) continue;
    const box = document.createElement('button');
    box.className = spot.elements.length > 1 ? 'spot twins' : 'spot';
    Object.assign(box.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
    const badge = document.createElement('b');
    const among = spot.elements.length > 1 ? ` on one of ${spot.elements.length}` : '';
    badge.textContent = formatCount(spot.clicks);
    box.setAttribute('aria-label', `${formatCount(spot.clicks)} clicks${among}`);
    box.append(badge);
    box.addEventListener('click', () => report({ kind: 'chosen', keys: spot.groups.map(({ key }) => key) }));
    layer.append(box);
  }
}

/** Draws what was clicked over a rebuilt page, by the same rules as on the live one. */
export function drawMap(
  frame: HTMLIFrameElement,
  { address, elements }: { address: string; elements: readonly ClickmapElement[] },
  report: (message: StageReport) => void,
): void {
  const page = frame.contentDocument;
  if (!page?.body) return;
  shortenLinks(page, address);
  const masked = isMasked(page);
  if (masked) page.documentElement.lang = UNSPOKEN;
  const spots = spotsOf(page, elements);
  const layer = document.createElement('div');
  layer.className = 'map';
  frame.parentElement?.querySelector('.map')?.remove();
  frame.after(layer);
  for (const spot of spots.toReversed()) mark(spot, layer, report);
  const all = elements.reduce((sum, { clicks }) => sum + clicks, 0);
  const clicks = spots.reduce((sum, spot) => sum + spot.clicks, 0);
  report({ kind: 'mapped', placed: spots.length, clicks, lost: all - clicks, isMasked: masked });
}
