import { MAX_PATH_LENGTH, MAX_URL_LENGTH } from '../wire.ts';
import { scrub } from './scrub.ts';

/** Parameters that say where a visit came from. Any other may carry a secret. */
const KEPT_PARAMETER = /^(utm_[a-z_]+|ref)$/;

/** An address without fragment, credentials and all but the kept parameters; secret-looking path parts starred. */
export interface Address {
  url: string;
  path: string;
  kept: URLSearchParams;
}

/** With `route`, a hash router's `#/path` counts as part of the path. */
export const addressOf = (href: string, route?: boolean): Address => {
  const { protocol, origin, pathname, hash, searchParams } = new URL(href, location.href);
  const kept = new URLSearchParams();
  for (const [name, value] of searchParams) if (KEPT_PARAMETER.test(name)) kept.set(name, scrub(value));
  const query = `${kept}` && `?${kept}`;
  const fragment = route && /^#!?\//.test(hash) ? hash.replace(/\?.*/, '') : '';
  const path = scrub(decoded(pathname) + fragment).slice(0, MAX_PATH_LENGTH);
  // Of mailto:, javascript:, data: and their like the scheme is all there is to tell.
  const url = /^(http|file)/.test(protocol) ? origin + path + query : protocol;
  return { url: url.slice(0, MAX_URL_LENGTH), path, kept };
};

/** `%40` hides an e-mail address from the scrubber. */
const decoded = (path: string): string => (/%40/.test(path) ? path.replace(/%40/g, '@') : path);
