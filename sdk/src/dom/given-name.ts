import { attribute } from './native.ts';

const KEYS = ['data-testid', 'data-test-id', 'data-test', 'data-cy', 'name'];

/** What developers call the element: a test id, else a form control's name and, for choices, which of them it is. */
export function givenName(element: Element, kind: string): string {
  for (const key of KEYS) {
    const name = attribute(element, key);
    if (name) return /^input:[rc]/.test(kind) ? `${name}=${attribute(element, 'value')}` : name;
  }
  return '';
}
