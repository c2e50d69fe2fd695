import { anchorOf, isInteractive, positionOf, targetOf } from '../../../src/dom/index.ts';
import type { Anchor } from '../../../src/wire.ts';
import { randomFrom } from '../draw.ts';
import type { Known } from './elements.ts';
import { everyElement, isTwin } from './elements.ts';

/** One real press, as the SDK keeps it, and the truth about it. */
export interface Press {
  known: string;
  anchor: Anchor;
  interactive: boolean;
  twin: boolean;
  /** Recorded place in the box, and where the mouse really was. */
  at: [x: number, y: number];
  meant: [x: number, y: number];
}

export interface Point {
  x: number;
  y: number;
}

const SKIPPED = /^(html|head|body|script|style|template|option|br|link|meta|title|iframe)$/;
/** Of five presses four are on something that reacts. */
const PLAIN_SHARE = 0.2;

let waiting: Known[] = [];
const presses: Press[] = [];
const planned = new Set<string>();

/** Draws which elements are pressed. */
export function plan(seed: number, count: number): void {
  const random = randomFrom(seed);
  const all = [...everyElement()].filter(
    (element) => element.known !== undefined && !SKIPPED.test(element.localName) && targetOf(element) === element,
  );
  const some = (list: Known[], size: number) =>
    list
      .map((element) => [random(), element] as const)
      .sort(([one], [other]) => one - other)
      .slice(0, size)
      .map(([, element]) => element);
  const plain = Math.round(count * PLAIN_SHARE);
  waiting = [
    ...some(all.filter(isInteractive), count - plain),
    ...some(
      all.filter((element) => !isInteractive(element) && (element.textContent?.trim() || element.localName === 'svg')),
      plain,
    ),
  ];
}

function hitAt(x: number, y: number): Element | null {
  let hit = document.elementFromPoint(x, y);
  while (hit?.shadowRoot) {
    const deeper = hit.shadowRoot.elementFromPoint(x, y);
    if (!deeper || deeper === hit) break;
    hit = deeper;
  }
  return hit;
}

/** A whole pixel inside the element where it is really on top, if there is one in view. */
function pointIn(element: Known, random: () => number): Point | undefined {
  const { left, top, width, height } = element.getBoundingClientRect();
  for (let tries = 0; tries < 6 && width > 2 && height > 2; tries++) {
    const x = Math.ceil(left + random() * (width - 1));
    const y = Math.ceil(top + random() * (height - 1));
    if (x <= 0 || y <= 0 || x >= innerWidth || y >= innerHeight) continue;
    const hit = hitAt(x, y);
    if (!hit || targetOf(hit) !== element) continue;
    planned.add(element.known ?? '');
    return { x, y };
  }
  return undefined;
}

/** Where to press on this screenful; each element once. */
export function pointsInView(seed: number): Point[] {
  const random = randomFrom(seed + scrollY);
  const points: Point[] = [];
  waiting = waiting.filter((element) => {
    const point = pointIn(element, random);
    if (point) points.push(point);
    return !point;
  });
  return points;
}

/** Scrolls on; false at the end of the page. */
export function nextScreen(): boolean {
  const before = scrollY;
  scrollTo(0, before + innerHeight * 0.7);
  return waiting.length > 0 && scrollY > before;
}

/** Hears every press as the SDK does, and keeps the page from acting on it, so that the next press meets the same page. */
export function listen(): void {
  const still = (event: Event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  for (const type of ['mousedown', 'mouseup', 'pointerdown', 'pointerup']) addEventListener(type, still, true);
  addEventListener(
    'click',
    (event) => {
      still(event);
      const { anchor, element } = anchorOf(event.composedPath()[0] as Element);
      const { known } = element as Known;
      if (known === undefined || !planned.has(known)) return;
      const { left, top, width, height } = element.getBoundingClientRect();
      const { element_x, element_y } = positionOf(event, element, false);
      presses.push({
        known,
        anchor: JSON.parse(JSON.stringify(anchor)),
        interactive: isInteractive(element),
        twin: isTwin(element),
        at: [element_x, element_y],
        // Things that came in since the plan was made may have moved it under the mouse.
        meant: [(event.clientX - left) / width, (event.clientY - top) / height],
      });
    },
    true,
  );
}

export function recorded(): Press[] {
  return presses;
}
