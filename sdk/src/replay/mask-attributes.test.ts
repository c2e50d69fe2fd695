import { expect, test } from 'vitest';
import { maskAttributes, type Veil, veilOf } from './mask-attributes.ts';

const masked = (attributes: Record<string, unknown>, tag = 'div', veil: Veil = 'masked') => {
  const copy = { ...attributes };
  maskAttributes(copy, { tag, isSvg: tag === 'path', veil });
  return copy;
};

test.each([
  [
    { class: 'a b', id: 'x', role: 'tab' },
    { class: 'a b', id: 'x', role: 'tab' },
  ],
  [
    { title: 'Jane', 'aria-label': 'Jane', alt: 'Doe' },
    { title: '****', 'aria-label': '****', alt: '***' },
  ],
  [
    { 'data-user': 'jane', 'ng-reflect-name': 'jane' },
    { 'data-user': '', 'ng-reflect-name': '' },
  ],
  [
    { 'data-state': 'open', 'aria-expanded': 'true' },
    { 'data-state': 'open', 'aria-expanded': 'true' },
  ],
  [{ 'data-state': 'Jane Doe' }, { 'data-state': '' }],
  [{ onclick: 'a()', srcdoc: '<p>', srcset: 'a 2x' }, {}],
  [{ id: 'user-jane@example.com' }, { id: '*' }],
  [{ href: 'https://x.example/a?b=c#d' }, { href: 'https://x.example/a' }],
  [
    { rr_src: 'https://pay.example/f?client_secret=s#tok', rr_width: '3px' },
    { rr_src: 'https://pay.example/f', rr_width: '3px' },
  ],
  [{ href: 'http://[?a' }, { href: '' }],
  [{ href: 'javascript:a()' }, { href: '' }],
  [{ src: 'blob:https://x.example/1-2' }, { src: '' }],
  [
    { style: { '--who': '"Jane"', color: ['red', 'important'], top: false } },
    { style: { '--who': '"****"', color: ['red', 'important'], top: false } },
  ],
])('%j', (attributes, kept) => {
  expect(masked(attributes)).toEqual(kept);
});

test('fields tell how full they are, and those that hold no text nothing', () => {
  expect(masked({ type: 'text', value: 'Jane' }, 'input')).toEqual({ type: 'text', value: '****' });
  for (const type of ['hidden', 'checkbox', 'radio'])
    expect(masked({ type, value: 'secret' }, 'input')).toEqual({ type, value: '' });
  expect(masked({ value: 'secret' }, 'option')).toEqual({ value: '' });
  expect(masked({ value: '0.5' }, 'progress')).toEqual({ value: '0.5' });
});

test('what is unmasked can be read, but for fields that are secret by themselves', () => {
  expect(masked({ title: 'Open', type: 'text', value: 'shown' }, 'input', 'open')).toEqual({
    title: 'Open',
    type: 'text',
    value: 'shown',
  });
  expect(masked({ type: 'password', value: 'secret' }, 'input', 'open').value).toBe('******');
  expect(masked({ autocomplete: 'cc-number', value: '4111' }, 'input', 'open').value).toBe('****');
  expect(masked({ href: '/a?b=c' }, 'a', 'open').href).not.toContain('b=c');
});

test('a mask inside of what is unmasked stays', () => {
  expect(veilOf({ 'data-trodden-unmask': '' }, 'masked')).toBe('open');
  expect(veilOf({ 'data-trodden-mask': '' }, 'open')).toBe('sealed');
  expect(veilOf({ contenteditable: '' }, 'open')).toBe('sealed');
  expect(veilOf({ 'data-trodden-unmask': '' }, 'sealed')).toBe('sealed');
});

test('drawings keep what they are drawn by', () => {
  expect(masked({ d: 'M0 0', fill: 'red', 'data-name': 'Jane', onclick: 'a()' }, 'path')).toEqual({
    d: 'M0 0',
    fill: 'red',
    'data-name': '',
  });
});
