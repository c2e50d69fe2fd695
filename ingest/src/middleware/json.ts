import { HttpError } from '../errors.ts';
import { isShallow } from './json-depth.ts';

/** A real batch is six levels deep. `JSON.parse` itself takes a million levels, and 0.6 s for them. */
const MAX_DEPTH = 16;

/** JSON out of bytes that claim to be UTF-8. Broken sequences become U+FFFD: a damaged title is no reason to lose a batch. */
export function parseJson(bytes: Buffer): unknown {
  const text = decode(bytes);
  if (!isShallow(bytes, MAX_DEPTH)) {
    throw new HttpError('INVALID_JSON', { message: 'The body is nested too deeply.' });
  }
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message quotes the body, which may hold anything; it goes nowhere.
    throw new HttpError('INVALID_JSON');
  }
}

function decode(bytes: Buffer): string {
  const [first, second] = bytes;
  const isUtf16 =
    (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || first === 0 || second === 0;
  if (isUtf16) throw new HttpError('INVALID_ENCODING', { message: 'The body is not UTF-8.' });
  const hasByteOrderMark = first === 0xef && second === 0xbb && bytes[2] === 0xbf;
  return bytes.toString('utf8', hasByteOrderMark ? 3 : 0);
}
