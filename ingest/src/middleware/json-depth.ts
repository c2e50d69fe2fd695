const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Whether JSON nests at most `max` levels, by counting brackets outside of strings: one pass, nothing built.
 * Wrong JSON may be judged either way; the parser refuses it afterwards.
 */
export function isShallow(bytes: Uint8Array, max: number): boolean {
  let depth = 0;
  const { length } = bytes;
  for (let at = 0; at < length; at++) {
    const byte = bytes[at] as number;
    if (byte === QUOTE) {
      at++;
      for (let inside = bytes[at]; inside !== QUOTE && at < length; inside = bytes[++at]) {
        if (inside === BACKSLASH) at++;
      }
    } else if ((byte | 0x20) === 0x7b) {
      if (++depth > max) return false;
    } else if ((byte | 0x20) === 0x7d) {
      depth--;
    }
  }
  return true;
}
