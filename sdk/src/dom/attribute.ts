import { attribute, localName } from './native.ts';

const TEST_IDS = ['data-testid', 'data-test-id', 'data-test', 'data-cy', 'data-qa'];
const CONTROL = /^(input|select|textarea|button)$/;
const CHOICE = /^(radio|checkbox)$/;

/** What developers call the element: a test id, else the form control's name (and which of the choices it is). */
export function givenName(element: Element): string {
  for (const key of TEST_IDS) {
    const id = attribute(element, key);
    if (id) return id;
  }
  const name = CONTROL.test(localName(element)) && attribute(element, 'name');
  if (!name) return '';
  return CHOICE.test(attribute(element, 'type') ?? '') ? `${name}=${attribute(element, 'value') ?? ''}` : name;
}
