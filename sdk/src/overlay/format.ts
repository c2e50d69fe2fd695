/** 1234 as "1.2k": a badge has room for four characters. */
export function short(count: number): string {
  if (count < 1_000) return `${count}`;
  const [value, unit] = count < 999_500 ? [count / 1_000, 'k'] : [count / 1_000_000, 'M'];
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)}${unit}`;
}

export function long(count: number): string {
  return count.toLocaleString();
}

export function share(part: number): string {
  const value = part * 100;
  return `${value.toFixed(value < 9.95 && value > 0 ? 1 : 0)} %`;
}

/** "3 clicks", "1 click". */
export function times(count: number, one: string, many = `${one}s`): string {
  return `${long(count)} ${count === 1 ? one : many}`;
}
