import { positionOf } from '../dom/index.ts';
import type { ClickData } from '../wire.ts';
import { MAX_FINGERPRINT_LENGTH } from '../wire.ts';
import type { CoreCapture } from './context.ts';

/** A click on a label is echoed on its control in the same task. */
const ECHO_MS = 50;
const IGNORE = 'data-trodden-ignore';

/** Pointer and keyboard clicks on the element they were really meant for. */
export const captureClicks: CoreCapture = (context) => {
  const { options, guard, page, emit, update, flush, clicked, describe, ready } = context;
  let echo: EventTarget | null | undefined;
  let echoUntil = 0;
  /** Clicks that wait for the rest of the core, to be told in full. */
  let early: (() => void)[] | undefined = [];
  void ready.then(
    guard('early', () => {
      for (const tell of early ?? []) tell();
      early = undefined;
    }),
  );

  const handle = (raw: Event) => {
    const event = raw as PointerEvent;
    const path = event.composedPath() as Element[];
    const hit = path[0];
    if (!hit?.localName || !(event.isTrusted || options.scriptedClicks)) return;
    if (path.some((node) => node.hasAttribute?.(IGNORE)) || (hit === echo && event.timeStamp < echoUntil)) return;
    echo = (path.find(({ localName }) => localName === 'label') as HTMLLabelElement | undefined)?.control;
    echoUntil = event.timeStamp + ECHO_MS;

    // Enter and Space arrive as clicks of no pointer and no count.
    const keyboard = !event.detail && !event.pointerType;
    const dataOf = (): [data: ClickData, element: Element] => {
      const { element, told } = describe(hit);
      return [
        {
          input: keyboard ? 'keyboard' : 'pointer',
          tag_name: element.localName.slice(0, MAX_FINGERPRINT_LENGTH),
          ...told,
          ...positionOf(event, element, keyboard),
        },
        element,
      ];
    };
    const [data, element] = dataOf();
    const kept = emit('$click', data);
    if (kept) {
      const { url } = page;
      early?.push(() => {
        kept.data = { ...(kept.data as ClickData), ...dataOf()[0] };
        update(kept, url);
      });
      for (const hear of clicked) hear(kept, event, element);
    }
    // A link that nobody intercepts ends this page soon, unless it leads nowhere else.
    if (/^(?!javascript)\w+:[^#]+$/.test((element as HTMLAnchorElement).href))
      setTimeout(guard('link', () => event.defaultPrevented || flush()));
  };
  context.watchClicks = (target) => guard.on(target, 'click', handle);
  return context.watchClicks(document);
};
