import type { CaptureContext } from '../capture/index.ts';
import { maskAlso } from '../dom/index.ts';
import type { Options } from '../options.ts';
import type { SdkConfig } from '../wire.ts';

/** Where the browser keeps the settings. */
const CONFIG = 'config';

/** What the page itself asked for, by the options that the settings were laid over. */
const asked = new WeakMap<Options, Options>();

const both = (...selectors: (string | undefined)[]): string | undefined =>
  selectors.filter(Boolean).join() || undefined;

/** Whether the click that is being told happened on something excluded. A selector that is none excludes nothing. */
const isExcluded = (selector: string): boolean => {
  // The listener that tells it runs in this very event; of a frame's clicks too.
  const { event } = window;
  try {
    return !!event?.composedPath().some((node) => (node as Partial<Element>).matches?.(selector));
  } catch {
    // Somebody mistyped it in the dashboard; the page is not to lose its clicks for that.
    return false;
  }
};

/**
 * Lays the project's settings over the page's options, before anything that heeds them starts. They can add to what is masked, blocked or
 * left out, and change the share of recorded sessions; a page that says `replay: 'off'` stays unrecorded.
 */
export const configure = ({ options, shelf }: CaptureContext, news?: SdkConfig): void => {
  const own = asked.get(options) ?? { ...options };
  asked.set(options, own);
  // Kept for the next page, which has them before it records anything.
  if (news) shelf(CONFIG, JSON.stringify(news));
  const { mask, block, ignore, replay } = news ?? (JSON.parse(shelf(CONFIG) ?? '{}') as SdkConfig);
  options.mask = both(own.mask, mask);
  maskAlso(mask);
  options.replayBlock = both(own.replayBlock, block);
  options.replay = own.replay === 'off' || own.replay === false ? own.replay : (replay ?? own.replay);
  options.beforeSend = !ignore
    ? own.beforeSend
    : (event) => {
        if (event.event_type === '$click' && isExcluded(ignore)) return null;
        return own.beforeSend ? own.beforeSend(event) : event;
      };
};
