import { attribute } from './native.ts';

/** `/de/…`, `/pt-BR/…`: the same page in another language. */
const LANGUAGE = /^\/[a-z]{2}([-_][a-z]{2})?(?=\/|$)/i;

/** The link as written in the page. */
export function writtenLink(element: Element): string | null {
  return attribute(element, 'href') ?? attribute(element, 'xlink:href');
}

/** Where a link leads, free of origin and language; empty when it only runs a script. */
export function linkTarget(written: string | null, base: string): string {
  if (!written || written === '#' || /^\s*javascript:/i.test(written)) return '';
  // Within the page: the page itself is known, and differs between the pages of one group.
  if (written.startsWith('#')) return written;
  try {
    const url = new URL(written, base);
    const path = url.pathname.replace(LANGUAGE, '') + url.search + url.hash;
    return url.origin === new URL(base).origin ? path || '/' : url.origin + path;
  } catch {
    return written;
  }
}
