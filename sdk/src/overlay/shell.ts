import type { Stop } from '../util/index.ts';
import { STYLE } from './style.ts';

/** What happens in the overlay is none of the page's business. Pressed keys too: pages have shortcuts. */
const OWN_EVENTS =
  'click dblclick auxclick contextmenu mousedown mouseup pointerdown pointerup touchstart touchend keydown keyup keypress input change focusin focusout wheel paste copy cut'.split(
    ' ',
  );

export interface Shell {
  host: HTMLElement;
  /** Closed: the page cannot look in. */
  root: ShadowRoot;
  /** Takes more rules on. */
  dress(style: string): void;
  /** After a dialog opened or closed: back on top. */
  raise(): void;
  stop: Stop;
}

/** The topmost modal dialog. Everything outside it is inert, ours too, so there we move in for as long as it is open. */
export function openDialog(): Element | null {
  const open = [...document.querySelectorAll('dialog:modal')];
  return open.at(-1) ?? null;
}

/** A place of our own on top of everything, which no rule of the page reaches and which leaves nothing behind. */
export function createShell(): Shell {
  const host = document.createElement('trodden-overlay');
  // Clicks here are nobody's: the SDK leaves out what carries this mark.
  host.setAttribute('data-trodden-ignore', '');
  host.setAttribute('popover', 'manual');
  const root = host.attachShadow({ mode: 'closed' });
  const dress = (style: string) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  };
  dress(STYLE);
  const keep = (event: Event) => event.stopPropagation();
  for (const type of OWN_EVENTS) host.addEventListener(type, keep);

  const raise = () => {
    const home = openDialog() ?? document.documentElement;
    if (host.parentNode !== home) home.append(host);
    // Without popovers a fixed box with the highest z-index has to do.
    if (!host.showPopover) return;
    try {
      if (host.matches(':popover-open')) host.hidePopover();
      host.showPopover();
    } catch {
      // Not connected for a moment: the next call raises it.
    }
  };
  raise();
  return { host, root, dress, raise, stop: () => host.remove() };
}
