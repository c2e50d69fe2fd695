/** Round steps for an axis: the largest value fits, and no step is odd to read. */
export function ticksOf(max: number, count = 4): number[] {
  if (max <= 0) return [0, 1];
  const raw = max / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = Math.max(1, ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= raw) ?? 10) * power);
  return Array.from({ length: Math.ceil(max / step) + 1 }, (_, index) => index * step);
}

/** Where a point stands across a width of 1; a single one stands in the middle. */
export const acrossOf = (index: number, count: number): number => (count < 2 ? 0.5 : index / (count - 1));

export interface Box {
  width: number;
  height: number;
}

/** An SVG path through the values, the first at the left edge and zero at the bottom. */
export function lineOf(values: readonly number[], top: number, { width, height }: Box): string {
  return values
    .map((value, index) => {
      const x = acrossOf(index, values.length) * width;
      const y = height - (top > 0 ? value / top : 0) * height;
      return `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join('');
}

/** The same, closed along the bottom. */
export const areaOf = (values: readonly number[], top: number, box: Box): string =>
  values.length < 2 ? '' : `${lineOf(values, top, box)}L${box.width} ${box.height}L0 ${box.height}Z`;

/** A few of many labels, evenly, the first and the last always among them. */
export function someOf(count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, index) => index);
  return Array.from({ length: most }, (_, index) => Math.round((index * (count - 1)) / (most - 1)));
}
