import { addressOf, anchorOf, isMasked, parentOf, positionOf, scrub } from '../dom/index.ts';
import { on } from '../util/index.ts';
import type { ClickData } from '../wire.ts';
import { MAX_FINGERPRINT_LENGTH, MAX_TEXT_LENGTH } from '../wire.ts';
import type { Capture } from './context.ts';

/** A click on a label is echoed on its control in the same task. */
const ECHO_MS = 50;
const FORM_FIELD = /^(input|textarea|select|option)$/;
const IGNORE = 'data-trodden-ignore';

/** Pointer and keyboard clicks on the element they were really meant for. */
export const captureClicks: Capture = ({ options, guard, emit, flush }) => {
  let echo: Element | null | undefined;
  let echoUntil = 0;

  const seen = guard('click', (raw: Event) => {
    const event = raw as PointerEvent;
    const target = event.composedPath()[0];
    if (!(event.isTrusted || options.scriptedClicks) || (target as Node)?.nodeType !== Node.ELEMENT_NODE) return;
    const hit = target as Element;
    if (hit === echo && event.timeStamp < echoUntil) return;
    let label: Element | null | undefined;
    for (let at: Element | null = hit; at; at = parentOf(at)) {
      if (at.hasAttribute(IGNORE)) return;
      if (at.localName === 'label') label = at;
    }
    echo = (label as HTMLLabelElement | undefined)?.control;
    echoUntil = event.timeStamp + ECHO_MS;

    const { anchor, element } = anchorOf(hit);
    // Enter and Space arrive as clicks of no pointer and no count.
    const keyboard = !event.detail && !event.pointerType;
    const href = hrefOf(element);
    const data: ClickData = {
      anchor,
      tag_name: element.localName.slice(0, MAX_FINGERPRINT_LENGTH),
      text: options.allowClickText ? textOf(element, options.mask) : undefined,
      href,
      ...positionOf(event, element, keyboard),
      input: keyboard ? 'keyboard' : 'pointer',
    };
    emit('$click', data);
    // A link that nobody intercepts ends this page soon.
    if (href) setTimeout(() => event.defaultPrevented || flush());
  });
  return on(document, 'click', seen);
};

/** Own origin: the path. Others: origin and path. */
const hrefOf = (element: Element): string | undefined => {
  const { href } = element as HTMLAnchorElement;
  if (!href || typeof href !== 'string') return undefined;
  const { url, path } = addressOf(href);
  return url.startsWith(`${location.origin}/`) ? path : url.replace(/\?.*/, '');
};

const textOf = (element: Element, mask: string | undefined): string | undefined => {
  if (FORM_FIELD.test(element.localName) || isMasked(element) || (mask && element.closest(mask))) return undefined;
  const text = scrub((element as HTMLElement).innerText ?? '').trim();
  return text.slice(0, MAX_TEXT_LENGTH) || undefined;
};
