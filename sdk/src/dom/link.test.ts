import { expect, test } from 'vitest';
import { linkOf } from './link.ts';

function linked(href: string, tag = 'a'): string | null {
  const element = document.createElement(tag);
  element.setAttribute('href', href);
  return linkOf(element);
}

test('own origin and language do not count', () => {
  expect(linked(`${location.origin}/de/shop`)).toBe('/shop');
  expect(linked('/pt-BR/shop?size=2#top')).toBe('/shop?size=2#top');
  expect(linked('/fr')).toBe('/');
  expect(linked('/design')).toBe('/design');
});

test('other origins do', () => {
  expect(linked('https://other.test/de/shop')).toBe('https://other.test/de/shop');
});

test('a link that leads nowhere is a link without target', () => {
  for (const href of ['', '#', 'javascript:void(0)', 'JavaScript:;']) expect(linked(href)).toBe('');
});

test('what is no link has none', () => {
  expect(linkOf(document.createElement('a'))).toBeNull();
  expect(linked('#icon', 'use')).toBeNull();
});
