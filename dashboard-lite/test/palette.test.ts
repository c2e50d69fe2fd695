import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const AA_TEXT = 4.5;
/** Borders of controls and marks that carry meaning. */
const AA_GRAPHICS = 3;

const tokens = readFileSync('dashboard-lite/src/styles/tokens.css', 'utf8');

const colours = new Map(
  [...tokens.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(([, name, light, dark]) => [
    name,
    { light, dark },
  ]),
);

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string, scheme: 'light' | 'dark'): number {
  const [a, b] = [one, other].map((name) => luminance(colours.get(name)?.[scheme] ?? ''));
  if (a === undefined || b === undefined || Number.isNaN(a) || Number.isNaN(b)) throw new Error(`${one}, ${other}?`);
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const TEXT = [
  ['ink', 'ground'],
  ['ink', 'surface'],
  ['ink', 'sunken'],
  ['ink', 'accent-wash'],
  ['soft', 'ground'],
  ['soft', 'surface'],
  ['soft', 'sunken'],
  ['soft', 'accent-wash'],
  ['accent', 'ground'],
  ['accent', 'surface'],
  ['accent', 'accent-wash'],
  ['on-accent', 'accent'],
  ['view', 'view-wash'],
  ['click', 'click-wash'],
  ['warn', 'warn-wash'],
] as const;

const GRAPHICS = [
  ['edge', 'ground'],
  ['edge', 'surface'],
  ['view', 'surface'],
  ['click', 'surface'],
] as const;

const cases = (['light', 'dark'] as const).flatMap((scheme) => [
  ...TEXT.map(([front, back]) => ({ scheme, front, back, least: AA_TEXT })),
  ...GRAPHICS.map(([front, back]) => ({ scheme, front, back, least: AA_GRAPHICS })),
]);

test.each(cases)('$front on $back is readable, $scheme', ({ scheme, front, back, least }) => {
  expect(contrast(front, back, scheme)).toBeGreaterThanOrEqual(least);
});
