import { addressOf, positionOf, targetOf } from '../dom/index.ts';
import type { ClickData, TroddenEvent } from '../wire.ts';
import { MAX_FINGERPRINT_LENGTH } from '../wire.ts';
import type { Capture } from './context.ts';

/** A click on a label is echoed on its control in the same task. */
const ECHO_MS = 50;
const IGNORE = 'data-trodden-ignore';

/** Pointer and keyboard clicks on the element they were really meant for. */
export const captureClicks: Capture = ({ options, guard, page, emit, update, flush, describe, ready }) => {
  let echo: EventTarget | null | undefined;
  let echoUntil = 0;
  /** Clicks that wait for the rest, to be described in full. */
  let early: [event: TroddenEvent, url: string, element: Element][] | undefined = [];
  void ready.then(
    guard('early', () => {
      for (const [event, url, element] of early ?? []) {
        event.data = { ...(event.data as ClickData), ...describe(element) };
        update(event, url);
      }
      early = undefined;
    }),
  );

  return guard.on(document, 'click', (raw) => {
    const event = raw as PointerEvent;
    const path = event.composedPath() as Element[];
    const hit = path[0];
    if (!hit?.localName || !(event.isTrusted || options.scriptedClicks)) return;
    if (path.some((node) => node.hasAttribute?.(IGNORE)) || (hit === echo && event.timeStamp < echoUntil)) return;
    echo = (path.find(({ localName }) => localName === 'label') as HTMLLabelElement | undefined)?.control;
    echoUntil = event.timeStamp + ECHO_MS;

    const element = targetOf(hit);
    // Enter and Space arrive as clicks of no pointer and no count.
    const keyboard = !event.detail && !event.pointerType;
    const link = `${(element as HTMLAnchorElement).href ?? ''}`;
    const data: ClickData = {
      ...describe(element),
      tag_name: element.localName.slice(0, MAX_FINGERPRINT_LENGTH),
      href: link ? addressOf(link).url.replace(location.origin, '').replace(/\?.*/, '') : undefined,
      ...positionOf(event, element, keyboard),
      input: keyboard ? 'keyboard' : 'pointer',
    };
    const made = emit('$click', data);
    if (made) early?.push([made, page.url, element]);
    // A link that nobody intercepts ends this page soon.
    if (link) setTimeout(() => event.defaultPrevented || flush());
  });
};
