import { addressOf, scrub } from '../dom/index.ts';
import { newId } from '../util/index.ts';
import type { EntryType, PageViewData, TroddenEvent } from '../wire.ts';
import { MAX_TITLE_LENGTH } from '../wire.ts';
import type { CoreCapture } from './context.ts';
import { watchHistory } from './history.ts';

/** Routers set the title after the address, and answer a redirect with a `replaceState`: both belong to the navigation. */
const SETTLE_MS = 300;

/** One page view per navigation: load, push, replace, pop, hash if asked, and restore from the back/forward cache. */
export const capturePageViews: CoreCapture = ({ options, guard, page, emit, update, atClose, closing }) => {
  const { on } = guard;
  /** While it settles: the event, to be corrected in place. */
  let young: TroddenEvent | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const address = () => addressOf(location.href, options.hash);
  const title = () => scrub(document.title).slice(0, MAX_TITLE_LENGTH);
  const correct = (facts: Partial<PageViewData>) => {
    if (!young) return false;
    const data = { ...(young.data as PageViewData), ...facts };
    young.data = data;
    return update(young, data.url);
  };
  const settle = guard('settle', () => {
    clearTimeout(timer);
    correct({ title: title() });
    young = undefined;
  });

  const view = (entry_type: EntryType, referrer: string) => {
    closing(true);
    const at = address();
    page.id = newId();
    page.url = at.url;
    const data: PageViewData = {
      ...at,
      title: title(),
      referrer,
      entry_type,
      viewport_width: innerWidth,
      viewport_height: innerHeight,
      screen_width: screen.width,
      screen_height: screen.height,
    };
    young = emit('$page-view', data);
    timer = setTimeout(settle, SETTLE_MS);
  };

  const navigated = guard('page-view', (entry: EntryType) => {
    const before = page.url;
    const now = address();
    if (now.url === before) return;
    if (entry === 'replace' && correct(now)) page.url = now.url;
    // Fragments arrive as popstate, whether they were set or gone back to.
    else view(entry === 'pop' && plain(now.url) === plain(before) ? 'hash' : entry, before);
  });

  // A second init in the same page load finds the page view made by the first.
  if (page.url !== address().url) view('initial', document.referrer && addressOf(document.referrer).url);
  const stops = [
    watchHistory(navigated),
    on(window, 'popstate', () => navigated('pop')),
    on(window, 'pageshow', (event) => (event as PageTransitionEvent).persisted && view('restore', page.url)),
    atClose(settle),
  ];
  return () => {
    settle();
    for (const stop of stops) stop();
  };
};

const plain = (url: string): string => url.replace(/#.*/, '');
