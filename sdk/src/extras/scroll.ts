import type { Capture } from '../capture/index.ts';
import { parentOf } from '../dom/index.ts';

/** Reading positions makes the browser finish its layout: not more often than this. */
const SAMPLE_MS = 200;
/** A box that scrolls in place of the document fills at least half of the window. */
const MAIN_SHARE = 0.5;

const overflows = ({ scrollHeight, clientHeight }: Element): boolean => scrollHeight > clientHeight + 1;
const overflowOf = (box: Element | null): string => (box ? getComputedStyle(box).overflowY : '');

/**
 * How deep people get: the lowest point seen, as a share of the page and in pixels. An event tells of one page view; of
 * several the largest counts, since a page that was hidden and shown again may tell twice.
 */
export const captureScroll: Capture = ({ guard, page, emit, atClose }) => {
  const { on } = guard;
  let view = '';
  let deepest = 0;
  let told = 0;
  let height = 0;
  let fold = 0;
  let wasShown = !document.hidden;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** The document or, where that cannot scroll, the large box around `from` that does. */
  const scrollerOf = (from: Element | null): Element => {
    const root = document.scrollingElement ?? document.documentElement;
    const isStiff = [document.documentElement, document.body].some((box) => /hidden|clip/.test(overflowOf(box)));
    if (overflows(root) && !isStiff) return root;
    for (let at = from; at; at = parentOf(at)) {
      const isLarge = at.clientHeight * at.clientWidth > innerHeight * innerWidth * MAIN_SHARE;
      if (isLarge && overflows(at) && /auto|scroll/.test(overflowOf(at))) return at;
    }
    return root;
  };
  const sample = (from: Element | null) => {
    if (view !== page.id) {
      view = page.id;
      deepest = told = height = 0;
    }
    const box = scrollerOf(from);
    fold = box.clientHeight;
    height = Math.max(height, box.scrollHeight);
    deepest = Math.max(deepest, Math.round(box.scrollTop + fold));
  };
  const tell = () => {
    clearTimeout(timer);
    timer = undefined;
    if (!wasShown) return;
    if (view !== page.id) sample(document.elementFromPoint(innerWidth / 2, innerHeight / 2));
    if (deepest <= told) return;
    told = deepest;
    const depth = Math.min(100, Math.round((deepest / height) * 100));
    emit('$scroll', { depth, depth_px: deepest, fold_px: fold, page_height: height, viewport_width: innerWidth });
  };

  const stops = [
    on(document, 'scroll', ({ target }) => {
      const from = target instanceof Element ? target : null;
      timer ??= setTimeout(
        guard('scroll', () => {
          timer = undefined;
          sample(from);
        }),
        SAMPLE_MS,
      );
    }),
    on(document, 'visibilitychange', () => {
      wasShown ||= !document.hidden;
    }),
    atClose((last) => last && tell()),
  ];
  return () => {
    tell();
    for (const stop of stops) stop();
  };
};
