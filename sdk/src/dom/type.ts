import { attribute, localName } from './native.ts';

const MAX_TYPE = 24;

/** Role, else tag; inputs with their type. */
export function typeOf(element: Element): string {
  const tag = localName(element);
  const role = attribute(element, 'role');
  const type = tag === 'input' ? `input:${attribute(element, 'type') ?? 'text'}` : tag;
  return (role || type).slice(0, MAX_TYPE);
}
