import { attribute, localName, parentOf } from './native.ts';

/** Inputs that hold secrets whatever the page says. */
const SECRET = /^(password|hidden)$/;
const SECRET_AUTOCOMPLETE = /^cc-|one-time-code|password/;

/** The element itself is marked, or of a kind that is always masked: nothing readable of it may be kept, hashed or not. */
export function isMarked(element: Element): boolean {
  if (attribute(element, 'data-trodden-mask') !== null) return true;
  const editable = attribute(element, 'contenteditable');
  if (editable !== null && editable !== 'false') return true;
  return (
    localName(element) === 'input' &&
    (SECRET.test(attribute(element, 'type') ?? '') ||
      SECRET_AUTOCOMPLETE.test(attribute(element, 'autocomplete') ?? ''))
  );
}

/** The element or anything around it, through shadow roots, is marked. */
export function isMasked(element: Element): boolean {
  for (let at: Element | null = element; at; at = parentOf(at)) if (isMarked(at)) return true;
  return false;
}
