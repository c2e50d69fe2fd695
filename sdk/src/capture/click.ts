import { addressOf, anchorOf, isMasked, positionOf, scrub } from '../dom/index.ts';
import type { ClickData } from '../wire.ts';
import { MAX_FINGERPRINT_LENGTH, MAX_TEXT_LENGTH } from '../wire.ts';
import type { Capture } from './context.ts';

/** A click on a label is echoed on its control in the same task. */
const ECHO_MS = 50;
const FORM_FIELD = /input|textarea|select|option/;
const IGNORE = 'data-trodden-ignore';

/** Pointer and keyboard clicks on the element they were really meant for. */
export const captureClicks: Capture = ({ options, guard, emit, flush }) => {
  let echo: EventTarget | null | undefined;
  let echoUntil = 0;

  return guard.on(document, 'click', (raw) => {
    const event = raw as PointerEvent;
    const path = event.composedPath() as Element[];
    const hit = path[0];
    if (!hit?.localName || !(event.isTrusted || options.scriptedClicks)) return;
    if (path.some((node) => node.hasAttribute?.(IGNORE)) || (hit === echo && event.timeStamp < echoUntil)) return;
    echo = (path.find(({ localName }) => localName === 'label') as HTMLLabelElement | undefined)?.control;
    echoUntil = event.timeStamp + ECHO_MS;

    const { anchor, element } = anchorOf(hit);
    const { localName } = element;
    // Enter and Space arrive as clicks of no pointer and no count.
    const keyboard = !event.detail && !event.pointerType;
    const link = `${(element as HTMLAnchorElement).href ?? ''}`;
    const readable = options.allowClickText && !FORM_FIELD.test(localName) && !isMasked(element);
    const data: ClickData = {
      anchor,
      tag_name: localName.slice(0, MAX_FINGERPRINT_LENGTH),
      text:
        readable && !element.closest(options.mask || 'none')
          ? scrub((element as HTMLElement).innerText)
              .trim()
              .slice(0, MAX_TEXT_LENGTH)
          : undefined,
      href: link ? addressOf(link).url.replace(location.origin, '').replace(/\?.*/, '') : undefined,
      ...positionOf(event, element, keyboard),
      input: keyboard ? 'keyboard' : 'pointer',
    };
    emit('$click', data);
    // A link that nobody intercepts ends this page soon.
    if (link) setTimeout(() => event.defaultPrevented || flush());
  });
};
