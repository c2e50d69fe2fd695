import { expect, test } from 'vitest';
import { fold, textOf } from './text.ts';

function reading(html: string): string {
  const element = document.createElement('div');
  element.innerHTML = html;
  return textOf(element);
}

test('counters fold, numbers stay', () => {
  expect(fold('Cart (3)')).toBe(fold('Cart (1,204)'));
  expect(fold('vor 9 Minuten')).toBe(fold('vor 10 Minuten'));
  expect(fold('السلة ٣')).toBe(fold('السلة ١٢'));
  for (const number of ['2', '$1,299.00', '12:30', '٣']) expect(fold(number)).toBe(number);
});

test('reads text and image words, once and tidily', () => {
  expect(reading(' Add \n <b>to</b> <img alt="cart"> ')).toBe('Add to cart');
});

test('says nothing of scripts, styles and what a visitor typed or picked', () => {
  expect(reading('<script>a</script><style>b</style><textarea>c</textarea><select><option>d</option></select>e')).toBe(
    'e',
  );
});

test('names a wordless element by its drawing, else by its file without content hash', () => {
  expect(reading('<svg><path d="M1 2"></path></svg>')).toBe('M1 2');
  expect(reading('<img src="/a/logo.3fa9c1.svg">')).toBe(reading('<img src="/b/logo-77.svg">'));
});

test('stops at 80 characters and 60 nodes', () => {
  expect(reading('word '.repeat(99))).toHaveLength(80);
  expect(reading(`${'<i></i>'.repeat(99)}late`)).toBe('');
});
