import { z } from 'zod';

/** An http(s) address; the message never repeats the value, which may hold a password. */
export const sourceUrl = (message: string) =>
  z.string().refine((value) => URL.canParse(value) && ['http:', 'https:'].includes(new URL(value).protocol), message);

/** Express understands `true` (believe everybody), a number of hops, or a list of addresses and ranges. */
export function trustProxy(value: string): boolean | number | string {
  if (value === 'off' || value === 'false' || value === '0') return false;
  if (value === 'true') return true;
  return /^\d{1,2}$/.test(value) ? Number(value) : value;
}
