import type { Utm } from '../wire.ts';
import { MAX_PATH_LENGTH, MAX_URL_LENGTH } from '../wire.ts';
import { scrub } from './scrub.ts';

/** Parameters that say where a visit came from. Any other may carry a secret. */
const KEPT = /^(ref|utm_(\w+))$/;

/** An address without fragment, credentials and all but the kept parameters; secret-looking parts starred. */
export interface Address {
  url: string;
  path: string;
  utm?: Utm;
}

/** With `route`, a hash router's `#/path` counts as part of the path. */
export const addressOf = (href: string, route?: boolean): Address => {
  const { protocol, origin, pathname, hash, searchParams } = new URL(href, location.href);
  const kept = new URLSearchParams();
  let utm: Utm | undefined;
  for (const [name, text] of searchParams) {
    const match = KEPT.exec(name);
    const value = match && scrub(text);
    if (value) kept.set(name, value);
    if (value && match[2]) utm = { ...utm, [match[2]]: value };
  }
  const fragment = route && /^#!?\/[^?]*/.exec(hash)?.[0];
  const path = scrub(pathname.replace(/%40/g, '@') + (fragment || '')).slice(0, MAX_PATH_LENGTH);
  // Of mailto:, javascript:, data: and their like the scheme is all there is to tell.
  if (!/^(http|file)/.test(protocol)) return { url: protocol, path: protocol };
  return { url: `${origin}${path}${`${kept}` && `?${kept}`}`.slice(0, MAX_URL_LENGTH), path, ...(utm && { utm }) };
};

/** The same in one word: path in the own origin, origin and path of others; nothing of an address that is none. */
export const placeOf = (href: string): string => {
  try {
    return addressOf(href).url.replace(location.origin, '').replace(/\?.*/, '');
  } catch {
    return '';
  }
};
