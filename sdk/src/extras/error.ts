import type { Capture } from '../capture/index.ts';
import type { FlatData, TroddenEvent } from '../wire.ts';
import { MAX_NAME_LENGTH, MAX_TEXT_LENGTH } from '../wire.ts';
import { errorText, framesOf } from './error-text.ts';

/** Different errors of one page view. */
const MAX_KINDS = 10;
const MAX_STACK = 1_500;
/** A browser extension's, and a notice that every browser gives and no page can help. */
const FOREIGN = /^ResizeObserver loop|-extension:\/\//;

interface Seen {
  event: TroddenEvent;
  url: string;
  /** How often it came again since it was last told. */
  more: number;
}

/** Uncaught errors and rejections. The same one again only counts up. */
export const captureErrors: Capture = ({ guard, page, emit, update, atClose, takeErrors }) => {
  let view = '';
  const seen = new Map<string, Seen>();

  const hear = (raw: Event) => {
    const { reason, error, message, filename, lineno, colno } = raw as Partial<ErrorEvent & PromiseRejectionEvent>;
    // Files that did not load are told to their elements.
    if (raw.target !== window) return;
    const thrown = error ?? reason;
    const said = `${message ?? thrown?.message ?? thrown}`;
    const stack = framesOf(thrown?.stack);
    if (FOREIGN.test(`${said}\n${filename}\n${stack}`)) return;
    if (view !== page.id) {
      view = page.id;
      seen.clear();
    }
    // Numbers in a message differ from one time to the next.
    const print = said.replace(/\d+/g, '0') + (stack.split('\n')[0] || `${filename}:${lineno}`);
    const before = seen.get(print);
    if (before) before.more++;
    else if (seen.size < MAX_KINDS) {
      const text = (raw: unknown, limit: number) => errorText(`${raw ?? ''}`).slice(0, limit);
      const data: FlatData = {
        kind: raw.type,
        name: text(thrown?.name, MAX_NAME_LENGTH),
        message: text(said, MAX_TEXT_LENGTH),
        source: text(filename, MAX_TEXT_LENGTH),
        line: lineno ?? 0,
        column: colno ?? 0,
        stack: text(stack, MAX_STACK),
        count: 1,
      };
      const event = emit('$error', data);
      if (event) seen.set(print, { event, url: page.url, more: 0 });
    }
  };
  /** Into the event while its batch is open; what came later is told at the page view's end. */
  const tell = (last: boolean) => {
    for (const one of seen.values()) {
      const { event, url, more } = one;
      const data = event.data as FlatData;
      if (!more) continue;
      event.data = { ...data, count: Number(data.count) + more };
      const isIn = update(event, url);
      if (!isIn) event.data = data;
      if (isIn || (last && emit('$error', { ...data, count: more }))) one.more = 0;
    }
  };

  for (const early of takeErrors()) guard('error', hear)(early);
  const stops = [guard.on(window, 'error', hear), guard.on(window, 'unhandledrejection', hear), atClose(tell)];
  return () => {
    tell(true);
    for (const stop of stops) stop();
  };
};
