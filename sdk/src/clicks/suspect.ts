import type { CaptureContext } from '../capture/index.ts';
import { isInteractive } from '../dom/index.ts';

/** Answer a click by themselves, each in its own way, or are meant for repeated clicks. */
const ANSWERING = [
  'input:not([type=submit],[type=button],[type=reset],[type=image])',
  'select,textarea,option,label,video,audio,canvas,embed,object,iframe',
  '[contenteditable]:not([contenteditable=false]),[role=slider],[role=spinbutton],[role=application]',
].join();
const IMAGE = /^(img|svg|picture)$/;
/** Their own way is to stay. */
const SCRIPTED_LINK = /^(#|javascript:|$)/;

/** Whether the element or anything around it matches, through shadow roots. */
const isWithin = (path: EventTarget[], selector: string): boolean =>
  path.some((node) => (node as Partial<Element>).matches?.(selector));

/** Any text is selected: the click ended a selection, or it was the second or third in a word. */
export const isSelecting = (): boolean => getSelection()?.isCollapsed === false;

/** Somebody who clicks here expects an answer: controls, images, and whatever shows a hand. */
const looksClickable = (hit: Element, element: Element): boolean =>
  isInteractive(element) || IMAGE.test(element.localName) || getComputedStyle(hit).cursor === 'pointer';

const except = (attribute: string, selector = '') => `[data-trodden-ignore-${attribute}]${selector && `,${selector}`}`;

/** What a click may be accused of. */
export const suspicionsOf = (
  raw: PointerEvent,
  path: EventTarget[],
  element: Element,
  { options: { ignoreDead, ignoreRage } }: CaptureContext,
): [dead: boolean, rage: boolean] => {
  const isModified = raw.ctrlKey || raw.metaKey || raw.shiftKey || raw.altKey;
  if (!raw.isTrusted || isModified || isSelecting()) return [false, false];
  const dead = except('dead', ignoreDead);
  const rage = except('rage', ignoreRage);
  // Hardly ever any of them: one question for all.
  const isSpecial = isWithin(path, `${ANSWERING},${dead},${rage}`);
  if (isSpecial && isWithin(path, ANSWERING)) return [false, false];
  return [
    looksClickable(path[0] as Element, element) && !(isSpecial && isWithin(path, dead)),
    !!raw.detail && !(isSpecial && isWithin(path, rage)),
  ];
};

/** Whether the click goes the way of a link: to another page, a download, a mail program. Known when the page has had its say. */
export const leaves = (raw: Event, path: EventTarget[]): (() => boolean) => {
  const link = path.find((node) => /^(a|area)$/.test(`${(node as Partial<Element>).localName}`)) as Element | undefined;
  const isLeaving = !!link && !SCRIPTED_LINK.test(link.getAttribute('href') ?? '');
  return () => isLeaving && !raw.defaultPrevented;
};
