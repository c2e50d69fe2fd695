import { expect, test } from 'vitest';
import { elementName } from './element-name.ts';

test.each([
  [{ text: 'Add to bag', tag_name: 'button', key: 'abc123', anchor: { t: 'button' } }, 'Button “Add to bag”'],
  [{ text: '', tag_name: 'a', key: 'abc123', anchor: { t: 'link' } }, 'Link c123'],
  [{ text: '', tag_name: 'input', key: 'k', anchor: { t: 'input:email' } }, 'Field k'],
  [{ text: '', tag_name: 'div', key: 'abc123', anchor: { t: 'div' } }, 'div c123'],
  [{ text: '', tag_name: 'constructor', key: 'abc123', anchor: { t: 'toString' } }, 'constructor c123'],
])('%o is called %s', (element, name) => {
  expect(elementName(element)).toBe(name);
});
