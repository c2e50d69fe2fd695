const hex = (number: number | bigint, digits: number): string => number.toString(16).padStart(digits, '0');

let tail = '';
let last = 0;
let counter = 0;

/**
 * A UUID v7. Ids of one page only ever grow, also when the clock steps back, and share a tail that is drawn once
 * (RFC 9562 §6.2, counter method): 60 random bits keep pages apart, and equal tails compress to almost nothing.
 */
export const newId = (): string => {
  // `crypto.randomUUID` is missing on plain http.
  tail ||= hex(crypto.getRandomValues(new BigUint64Array(1))[0] as bigint, 16);
  const now = Date.now();
  // Twelve bits of counter; the millisecond after the last is borrowed when they are used up.
  if (now > last || ++counter > 4_095) {
    last = Math.max(now, last + 1);
    counter = 0;
  }
  const time = hex(last, 12);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(counter, 3)}-8${tail.slice(1, 4)}-${tail.slice(4)}`;
};

/** The time a v7 id was made. */
export const timeOf = (id: string): number => Number(`0x${id.slice(0, 8)}${id.slice(9, 13)}`);
