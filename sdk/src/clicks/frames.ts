import type { Capture } from '../capture/index.ts';
import type { Stop } from '../util/index.ts';
import type { ClickData } from '../wire.ts';

const IGNORED = '[data-trodden-ignore]';

/** The frame around an element's document, as far as this page may know. */
const frameOf = ({ ownerDocument }: Element): Element | null =>
  (ownerDocument !== document && ownerDocument.defaultView?.frameElement) || null;

/** Clicks inside frames of the same origin, at the place they have in the top page. */
export const captureFrames: Capture = ({ guard, page, update, clicked, watchClicks, options }) => {
  /** By frame: how to leave the document that it showed last. */
  const stops = new Map<Element, Stop>();

  const enter = (frame: HTMLIFrameElement) => {
    stops.get(frame)?.();
    stops.delete(frame);
    // Null for other origins and for sandboxes.
    const inner = frame.contentDocument;
    if (!inner || frame.closest(IGNORED)) return;
    const offs = [watchClicks?.(inner), follow(inner)];
    stops.set(frame, () => {
      for (const off of offs) off?.();
    });
  };
  /** Frames load again and again; the event is told to the document around them, in its capture phase. */
  const follow = (around: Document): Stop => {
    for (const frame of around.querySelectorAll('iframe')) enter(frame);
    return guard.on(around, 'load', ({ target }) => {
      if ((target as Element).localName === 'iframe') enter(target as HTMLIFrameElement);
      // Those that went away with their frames.
      for (const [frame, stop] of stops) {
        if (frame.isConnected) continue;
        stop();
        stops.delete(frame);
      }
    });
  };

  const place: Parameters<typeof clicked.add>[0] = (event, _raw, element) => {
    if (!frameOf(element)) return;
    const data = event.data as ClickData;
    for (let frame = frameOf(element); frame; frame = frameOf(frame)) {
      const { left, top } = frame.getBoundingClientRect();
      const right = Math.round(left + frame.clientLeft);
      const down = Math.round(top + frame.clientTop);
      data.x += right;
      data.page_x += right;
      data.y += down;
      data.page_y += down;
      if (frame.closest(options.mask || 'none')) data.text = undefined;
    }
    update(event, page.url);
  };
  clicked.add(place);
  const off = follow(document);
  return () => {
    clicked.delete(place);
    off();
    for (const stop of stops.values()) stop();
  };
};
