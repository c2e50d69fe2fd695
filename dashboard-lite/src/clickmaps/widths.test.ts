import { expect, test } from 'vitest';
import { setWidth, WIDTHS, widthOf } from './widths.ts';

test('a window is asked for with those that share its layout', () => {
  expect([390, 480, 1_280, 2_560].map(widthOf)).toEqual(['0', '480', '1024', '1440']);
  const query = new URLSearchParams();
  setWidth(query, widthOf(800));
  expect(query.toString()).toBe('viewport_min=768&viewport_max=1024');
});

test('nothing chosen, or nonsense, is all widths', () => {
  for (const value of ['', '77', 'x', '65535']) {
    const query = new URLSearchParams();
    setWidth(query, value);
    expect([value, query.toString()]).toEqual([value, '']);
  }
  for (const { value } of WIDTHS.slice(1)) expect(widthOf(Number(value))).toBe(value);
});
