import type { EventErrorCode } from '../contract/index.ts';
import { MAX_PROPERTIES, MAX_PROPERTY_KEY_BYTES, MAX_PROPERTY_VALUE_BYTES } from '../contract/limits.ts';
import { literal } from './field.ts';
import { redact } from './redact.ts';
import { isKeyAdmitted, OTHER, type Words } from './words.ts';

/** Either the columns, each with a tab in front, or why the event is refused. */
export type FlatColumns = { columns: string } | { code: EventErrorCode };

const NOTHING: FlatColumns = { columns: '' };
/** What an event without properties has, when other columns follow. */
export const NO_DATA = '\t\t\t';

/**
 * Flat data as two bounded maps. Nested values, nulls and numbers without a value are left out; too many
 * or too large properties refuse the event, since cutting them would store something nobody sent.
 */
export function flatColumns(
  data: Record<string, unknown> | undefined,
  isRedacted: boolean,
  words?: Words | undefined,
): FlatColumns {
  if (data === undefined) return NOTHING;
  let strings = '';
  let numbers = '';
  let booleans = '';
  let kept = 0;
  const others: [string, string | number | boolean][] = [];
  for (const key of Object.keys(data)) {
    const value = data[key];
    if (!isFlat(value)) continue;
    if (++kept > MAX_PROPERTIES) return { code: 'TOO_MANY_PROPERTIES' };
    if (isTooLarge(key, value)) return { code: 'PROPERTY_TOO_LARGE' };
    if (!isKeyAdmitted(words, key)) {
      others.push([key, isRedacted && typeof value === 'string' ? redact(value) : value]);
      continue;
    }
    const name = literal(key);
    if (typeof value === 'string') {
      strings += `,${name}:${literal(isRedacted ? redact(value) : value)}`;
    } else {
      numbers += `,${name}:${Number(value)}`;
      if (typeof value === 'boolean') booleans += `,${name}`;
    }
  }
  if (others.length > 0) strings += `,${literal(OTHER)}:${literal(together(others))}`;
  return { columns: `\t{${strings.slice(1)}}\t{${numbers.slice(1)}}\t[${booleans.slice(1)}]` };
}

function isTooLarge(key: string, value: string | number | boolean): boolean {
  if (isLongerThan(key, MAX_PROPERTY_KEY_BYTES)) return true;
  return typeof value === 'string' && isLongerThan(value, MAX_PROPERTY_VALUE_BYTES);
}

/** Properties whose keys are too many, as one text; what is beyond the longest value is left out, pair by pair. */
function together(others: readonly (readonly [string, string | number | boolean])[]): string {
  let text = '';
  for (const [key, value] of others) {
    const next = `${text}${text === '' ? '' : ','}${JSON.stringify(key)}:${JSON.stringify(value)}`;
    if (!isLongerThan(next, MAX_PROPERTY_VALUE_BYTES - '{}'.length)) text = next;
  }
  return `{${text}}`;
}

/** JSON has no NaN, but `1e400` is read as Infinity, which the store would refuse. */
function isFlat(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

/** UTF-8 takes one to three bytes for each UTF-16 unit, so most texts need no counting. */
function isLongerThan(text: string, bytes: number): boolean {
  if (text.length * 3 <= bytes) return false;
  return text.length > bytes || Buffer.byteLength(text) > bytes;
}
