import { redact } from './redact.ts';

/** Parameters that say where a visit came from; every other one may carry a secret and is dropped. */
const KEPT_PARAMETER = /^(?:utm_[a-z_]{1,32}|ref)$/;
const WEB_ADDRESS = /^([a-z][a-z0-9+.-]{0,31}):\/\/([^/?#]*)([^?#]*)/i;
const SCHEME = /^[a-z][a-z0-9+.-]{0,31}:/i;

export interface PlainUrl {
  /** Without fragment, credentials and all but allow-listed parameters. */
  url: string;
  path: string;
}

/** The client cleans addresses too; this keeps the promise when it does not. */
export function plainUrl(text: string): PlainUrl {
  const address = WEB_ADDRESS.exec(text);
  if (address === null) return plainReference(text);
  const host = (address[2] ?? '').replace(/^.*@/, '');
  const path = address[3] || '/';
  return { url: `${address[1]}://${host}${path}${keptQuery(text)}`, path };
}

/** Origin and path of a link target; of `mailto:` and its like only the scheme. */
export function plainHref(text: string): string {
  const address = WEB_ADDRESS.exec(text);
  if (address !== null) return `${address[1]}://${(address[2] ?? '').replace(/^.*@/, '')}${address[3] ?? ''}`;
  const scheme = SCHEME.exec(text);
  return scheme === null ? cutAt(text, /[?#]/) : scheme[0];
}

function plainReference(text: string): PlainUrl {
  const scheme = SCHEME.exec(text);
  if (scheme !== null) return { url: scheme[0], path: '' };
  const path = cutAt(text, /[?#]/);
  return { url: path + keptQuery(text), path };
}

function keptQuery(text: string): string {
  const start = text.indexOf('?');
  if (start < 0) return '';
  const query = cutAt(text.slice(start + 1), /#/);
  const fragment = text.indexOf('#');
  if (fragment >= 0 && fragment < start) return '';
  const kept = query
    .split('&')
    .filter((pair) => KEPT_PARAMETER.test(cutAt(pair, /=/)))
    .map(redact);
  return kept.length === 0 ? '' : `?${kept.join('&')}`;
}

function cutAt(text: string, mark: RegExp): string {
  const end = text.search(mark);
  return end < 0 ? text : text.slice(0, end);
}
