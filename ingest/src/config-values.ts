import { isIP } from 'node:net';
import { z } from 'zod';

/** An http(s) address; the message never repeats the value, which may hold a password. */
export const webUrl = z
  .string()
  .refine(
    (value) => URL.canParse(value) && ['http:', 'https:'].includes(new URL(value).protocol),
    'must be an http:// or https:// address',
  );

/** One such address, or several of the same database, separated by commas. */
export const storeUrls = z.string().transform((value, context): string => {
  const urls = value.split(',').map((url) => url.trim());
  if (!urls.every((url) => webUrl.safeParse(url).success)) {
    context.addIssue('must be an http:// or https:// address, or several separated by commas');
    return z.NEVER;
  }
  if (new Set(urls.map((url) => new URL(url).pathname)).size > 1) {
    context.addIssue('all addresses must end with the same database');
    return z.NEVER;
  }
  return urls.join(',');
});

const NAMED_RANGES = new Set(['loopback', 'linklocal', 'uniquelocal']);

function isAddressOrRange(entry: string): boolean {
  if (NAMED_RANGES.has(entry)) return true;
  const [address = '', bits, ...more] = entry.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

/** As Express reads it: `true` (believe everybody), a number of hops, or a list of addresses and ranges. */
export const trustProxySchema = z.string().transform((value, context): boolean | number | string => {
  if (value === 'off' || value === 'false' || value === '0') return false;
  if (value === 'true') return true;
  if (/^\d{1,2}$/.test(value)) return Number(value);
  if (value.split(',').every((entry) => isAddressOrRange(entry.trim()))) return value;
  context.addIssue('must be off, true, a number of hops, or addresses and ranges separated by commas');
  return z.NEVER;
});
