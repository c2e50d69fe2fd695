import { anchorOf, isMasked, placeOf, positionOf, scrub } from '../dom/index.ts';
import type { Options } from '../options.ts';
import type { ClickData } from '../wire.ts';
import { MAX_FINGERPRINT_LENGTH, MAX_TEXT_LENGTH } from '../wire.ts';
import type { Capture } from './context.ts';

/** A click on a label is echoed on its control in the same task. */
const ECHO_MS = 50;
const FORM_FIELD = /input|textarea|select|option/;
const IGNORE = 'data-trodden-ignore';

/** Pointer and keyboard clicks on the element they were really meant for. */
export const captureClicks: Capture = (context) => {
  const { options, guard, emit, flush, clicked } = context;
  let echo: EventTarget | null | undefined;
  let echoUntil = 0;

  const handle = (raw: Event) => {
    const event = raw as PointerEvent;
    const path = event.composedPath() as Element[];
    const hit = path[0];
    if (!hit?.localName || !(event.isTrusted || options.scriptedClicks)) return;
    if (path.some((node) => node.hasAttribute?.(IGNORE)) || (hit === echo && event.timeStamp < echoUntil)) return;
    echo = (path.find(({ localName }) => localName === 'label') as HTMLLabelElement | undefined)?.control;
    echoUntil = event.timeStamp + ECHO_MS;

    const { anchor, element } = anchorOf(hit);
    // Enter and Space arrive as clicks of no pointer and no count.
    const keyboard = !event.detail && !event.pointerType;
    const link = `${(element as HTMLAnchorElement).href ?? ''}`;
    const data: ClickData = {
      anchor,
      tag_name: element.localName.slice(0, MAX_FINGERPRINT_LENGTH),
      text: textOf(element as HTMLElement, options),
      href: link ? placeOf(link) : undefined,
      ...positionOf(event, element, keyboard),
      input: keyboard ? 'keyboard' : 'pointer',
    };
    const kept = emit('$click', data);
    if (kept) for (const hear of clicked) hear(kept, event, element);
    // A link that nobody intercepts ends this page soon, unless it leads nowhere else.
    if (link && !/#|^javascript:/.test(link)) setTimeout(() => event.defaultPrevented || flush());
  };
  context.watchClicks = (target) => guard.on(target, 'click', handle);
  return context.watchClicks(document);
};

/** Only if asked for, and never what is typed, chosen or masked. */
const textOf = (element: HTMLElement, { allowClickText, mask }: Options): string | undefined =>
  allowClickText && !FORM_FIELD.test(element.localName) && !isMasked(element) && !element.closest(mask || 'none')
    ? scrub(element.innerText).trim().slice(0, MAX_TEXT_LENGTH)
    : undefined;
