import { attribute, read } from './native.ts';

const MAX_KIND = 24;

/** Role, else tag; inputs with their type. */
export function kindOf(element: Element): string {
  const tag = read(element, 'localName');
  return (attribute(element, 'role') || (tag === 'input' ? `input:${attribute(element, 'type')}` : tag)).slice(
    0,
    MAX_KIND,
  );
}
