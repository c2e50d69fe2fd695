import { expect, test } from 'vitest';
import { maskCss, maskDataUrl, maskText } from './mask-text.ts';

test('text keeps its shape', () => {
  expect(maskText('Jane Doe,\n 42')).toBe('**** ****\n **');
});

test.each([
  ['a{color:red}', 'a{color:red}'],
  ['a::after{content:"Jane \\" Doe";color:red}', 'a::after{content:"**** ** ***";color:red}'],
  [".i::before{content:'\\f101'}", ".i::before{content:'\\f101'}"],
  ['.i::before{content:"→"}', '.i::before{content:"→"}'],
  [':root{--who:"Jane";--size:4px}', ':root{--who:"****";--size:4px}'],
  ['a{font-family:"Open Sans"}', 'a{font-family:"Open Sans"}'],
  ['a[type="text"]{b:c}', 'a[type="text"]{b:c}'],
  ['/* Jane */a{b:c}', 'a{b:c}'],
  ['a{background:url("/i.png?token=1")}', 'a{background:url("/i.png")}'],
  ['a{background:url(https://x.example/i.png?a=b#c)}', 'a{background:url(https://x.example/i.png)}'],
  ['a{background:url(data:text/plain,Jane)}', 'a{background:url(data:,)}'],
])('%s', (css, masked) => {
  expect(maskCss(css)).toBe(masked);
});

test('pictures that could be read are none', () => {
  const svg = (inside: string) => `<svg xmlns="http://www.w3.org/2000/svg">${inside}</svg>`;
  const plain = (text: string) => `data:image/svg+xml,${encodeURIComponent(text)}`;
  const coded = (text: string) => `data:image/svg+xml;base64,${btoa(text)}`;
  for (const form of [plain, coded]) {
    expect(maskDataUrl(form(svg('<path d="M0 0"/>')))).toBe(form(svg('<path d="M0 0"/>')));
    expect(maskDataUrl(form(svg('<text>Jane</text>')))).toBe('data:,');
  }
  expect(maskDataUrl('data:image/png;base64,AAAA')).toBe('data:image/png;base64,AAAA');
  expect(maskDataUrl(`data:image/png;base64,${'A'.repeat(5_000)}`)).toBe('data:,');
  expect(maskDataUrl('data:image/svg+xml,%E0%A4%A')).toBe('data:,');
});
