import { read } from './native.ts';

/** `/de/…`, `/pt-BR/…`: the same page in another language. */
const LANGUAGE = /^\/[a-z]{2}([-_][a-z]{2})?(?=\/|$)/i;

/**
 * Where a link leads, as written but free of the own origin and of the language; empty when it only runs a script, null when
 * there is no link. Not resolved against the page: the page is known with the click, and differs between pages of one group.
 */
export function linkOf(element: Element): string | null {
  const written = /^(a|area)$/.test(read(element, 'localName')) ? read(element, 'getAttribute', 'href') : null;
  return (
    written &&
    (/^(#$|javascript:)/i.test(written) ? '' : written.replace(location.origin, '').replace(LANGUAGE, '') || '/')
  );
}
