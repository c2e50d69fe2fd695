const COUNTER_BITS = 12;

/** Random bits as hex digits; `crypto.randomUUID` is missing on plain http, `getRandomValues` is not. */
const randomHex = (digits: number): string => {
  let hex = '';
  for (const byte of crypto.getRandomValues(new Uint8Array(digits / 2))) hex += (byte + 256).toString(16).slice(1);
  return hex;
};

const uuid = (ms: number, counter: number, tail: string): string => {
  const time = ms.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${tail}`;
};

const randomTail = (): string => {
  const hex = randomHex(16);
  return `${'89ab'.charAt(Number.parseInt(hex.charAt(0), 16) & 3)}${hex.slice(1, 4)}-${hex.slice(4)}`;
};

/** A UUID v7: sorts by the time it was made. */
export const newId = (): string => uuid(Date.now(), Math.floor(Math.random() * (1 << COUNTER_BITS)), randomTail());

/** The time a v7 id was made. */
export const timeOf = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

/**
 * Ids that only ever grow, also when the clock steps back. Their random tail is drawn once (RFC 9562 §6.2, counter
 * method): 62 random bits keep two pages apart, and equal tails compress to almost nothing.
 */
export const createIds = (): (() => string) => {
  const tail = randomTail();
  let last = 0;
  let counter = 0;
  return () => {
    const now = Date.now();
    if (now > last) {
      last = now;
      counter = 0;
    } else if (++counter >> COUNTER_BITS) {
      last++;
      counter = 0;
    }
    return uuid(last, counter, tail);
  };
};
