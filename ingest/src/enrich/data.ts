import type { EventErrorCode } from '../contract/index.ts';
import { MAX_PROPERTIES, MAX_PROPERTY_KEY_BYTES, MAX_PROPERTY_VALUE_BYTES } from '../contract/limits.ts';
import { literal } from './field.ts';
import { redact } from './redact.ts';

/** Either the columns, each with a tab in front, or why the event is refused. */
export type FlatColumns = { columns: string } | { code: EventErrorCode };

const NOTHING: FlatColumns = { columns: '' };
/** What an event without properties has, when other columns follow. */
export const NO_DATA = '\t\t\t';

/**
 * Flat data as two bounded maps. Nested values, nulls and numbers without a value are left out; too many
 * or too large properties refuse the event, since cutting them would store something nobody sent.
 */
export function flatColumns(data: Record<string, unknown> | undefined, isRedacted: boolean): FlatColumns {
  if (data === undefined) return NOTHING;
  let strings = '';
  let numbers = '';
  let booleans = '';
  let kept = 0;
  for (const key of Object.keys(data)) {
    const value = data[key];
    if (!isFlat(value)) continue;
    if (++kept > MAX_PROPERTIES) return { code: 'TOO_MANY_PROPERTIES' };
    if (isLongerThan(key, MAX_PROPERTY_KEY_BYTES)) return { code: 'PROPERTY_TOO_LARGE' };
    const name = literal(key);
    if (typeof value === 'string') {
      if (isLongerThan(value, MAX_PROPERTY_VALUE_BYTES)) return { code: 'PROPERTY_TOO_LARGE' };
      strings += `,${name}:${literal(isRedacted ? redact(value) : value)}`;
    } else {
      numbers += `,${name}:${Number(value)}`;
      if (typeof value === 'boolean') booleans += `,${name}`;
    }
  }
  return { columns: `\t{${strings.slice(1)}}\t{${numbers.slice(1)}}\t[${booleans.slice(1)}]` };
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
