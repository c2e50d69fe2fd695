type Weights = Readonly<Record<string, number>>;
const known = new WeakMap<Weights, { names: string[]; sums: number[] }>();

/** Added up once for each table of weights, as they are asked a million times. */
function summed(weights: Weights): { names: string[]; sums: number[] } {
  const found = known.get(weights);
  if (found !== undefined) return found;
  let sum = 0;
  const made = {
    names: Object.keys(weights),
    sums: Object.values(weights).map((weight) => {
      sum += weight;
      return sum;
    }),
  };
  known.set(weights, made);
  return made;
}

/** Numbers that look random and are the same for the same seed (mulberry32). */
export function createRandom(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const hex = (digits: number): string => {
    let text = '';
    while (text.length < digits)
      text += Math.floor(next() * 0x1_0000_0000)
        .toString(16)
        .padStart(8, '0');
    return text.slice(0, digits);
  };
  return {
    next,
    below: (n: number) => Math.floor(next() * n),
    chance: (share: number) => next() < share,
    /** Names by weight: `{ DE: 3, FR: 1 }` gives DE three times of four. */
    weighted(weights: Weights): string {
      const { names, sums } = summed(weights);
      const point = next() * (sums.at(-1) ?? 0);
      return names[sums.findIndex((sum) => point < sum)] ?? '';
    },
    /** A UUID v7 of that time. */
    uuid(ms: number): string {
      const time = Math.floor(ms).toString(16).padStart(12, '0');
      const tail = hex(18);
      return `${time.slice(0, 8)}-${time.slice(8)}-7${tail.slice(0, 3)}-8${tail.slice(3, 6)}-${tail.slice(6)}`;
    },
  };
}

export type Random = ReturnType<typeof createRandom>;
