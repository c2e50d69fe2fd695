/** Answers as text; a few MB hold a team's working day. */
const MAX_BYTES = 16 * 1_048_576;

export interface AnswerCache {
  /** The answer under this key, made at most once at a time. A failed one is not kept. */
  get(key: string, make: () => Promise<string>): Promise<string>;
}

/** Keeps the answers used last. A key names the version of what it was made from, so nothing here is ever stale. */
export function createAnswerCache(maxBytes = MAX_BYTES): AnswerCache {
  const kept = new Map<string, string>();
  const underWay = new Map<string, Promise<string>>();
  let bytes = 0;

  const sizeOf = (key: string, text: string) => 2 * (key.length + text.length);

  function keep(key: string, text: string): void {
    kept.set(key, text);
    bytes += sizeOf(key, text);
    for (const [oldest, old] of kept) {
      if (bytes <= maxBytes) break;
      kept.delete(oldest);
      bytes -= sizeOf(oldest, old);
    }
  }

  return {
    async get(key, make) {
      const found = kept.get(key);
      if (found !== undefined) {
        kept.delete(key);
        kept.set(key, found);
        return found;
      }
      const running = underWay.get(key);
      if (running !== undefined) return running;
      const begun = make();
      underWay.set(key, begun);
      try {
        const text = await begun;
        keep(key, text);
        return text;
      } finally {
        underWay.delete(key);
      }
    },
  };
}
