import { HttpError } from '../errors.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

export interface Span {
  start: number;
  end: number;
}

/**
 * Where the values of some keys of the outermost object lie, undefined where it has no such key: one pass, nothing built. The parser has
 * the last word on whether it is JSON at all; like the parser, the last of several equal keys counts. Throws when something nests
 * deeper than `maxDepth`, or when a key of the outermost object is written with an escape: the parser would take it for the one that
 * is meant here, and what was judged would not be what is kept.
 */
export function spansOfKeys(bytes: Buffer, keys: readonly string[], maxDepth: number): (Span | undefined)[] {
  const names = keys.map((key) => Buffer.from(`"${key}"`));
  const { length } = bytes;
  const spans: (Span | undefined)[] = keys.map(() => undefined);
  let depth = 0;
  let isKeyNext = true;
  let wanted = -1;
  let start = -1;
  const endValue = (end: number) => {
    if (depth > 1 || start < 0) return;
    spans[wanted] = { start, end };
    start = -1;
  };
  for (let at = 0; at < length; at++) {
    switch (bytes[at]) {
      case QUOTE: {
        const began = at;
        at = endOfString(bytes, at);
        if (depth !== 1 || !isKeyNext) break;
        if (bytes.subarray(began, at).includes(BACKSLASH)) throw escaped();
        wanted = names.findIndex((name) => bytes.compare(name, 0, name.length, began, at + 1) === 0);
        break;
      }
      case OPEN_LIST:
      case OPEN_OBJECT:
        if (++depth > maxDepth) throw tooDeep();
        break;
      case CLOSE_LIST:
      case CLOSE_OBJECT:
        endValue(at);
        depth--;
        break;
      case COMMA:
        endValue(at);
        if (depth === 1) isKeyNext = true;
        break;
      case COLON:
        if (depth > 1) break;
        isKeyNext = false;
        if (wanted >= 0) start = at + 1;
    }
  }
  return spans;
}

const tooDeep = () => new HttpError('INVALID_JSON', { message: 'The body is nested too deeply.' });
const escaped = () => new HttpError('INVALID_JSON', { message: 'The body names its fields with escapes.' });

function endOfString(bytes: Buffer, quote: number): number {
  const { length } = bytes;
  let at = quote + 1;
  for (let inside = bytes[at]; inside !== QUOTE && at < length; inside = bytes[++at]) {
    if (inside === BACKSLASH) at++;
  }
  return at;
}
