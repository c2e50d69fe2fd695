import { attribute, read } from './native.ts';
import { textOf, tidy } from './text.ts';

/** What a person would call the element, with its digits. */
export function nameOf(element: Element, kind: string): string {
  const said = (key: string) => tidy(attribute(element, key));
  const label =
    /^(input|select|textarea)$/.test(read(element, 'localName')) && (element as HTMLInputElement).labels?.[0];
  return (
    said('aria-label') ||
    said('placeholder') ||
    (/^input:(submit|button|reset)/.test(kind) && said('value')) ||
    textOf(label || element) ||
    said('title')
  );
}
