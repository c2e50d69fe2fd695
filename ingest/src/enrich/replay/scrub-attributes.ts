import { redact } from '../redact.ts';
import { plainUrl } from '../url.ts';

type Attributes = Record<string, unknown>;

const HANDLER = /^on/i;
/** They load, run, submit or send by themselves, and mean nothing in a picture of the page. */
const ACTIVE = new Set(['srcdoc', 'http-equiv', 'ping', 'formaction', 'nonce', 'manifest']);
const ADDRESSES = new Set(['href', 'src', 'action', 'xlink:href', 'poster', 'data', 'cite', 'background', 'rr_src']);
const SCRIPT_ADDRESS = /^[\s\p{Cc}]*(?:j\s*a\s*v\s*a\s*s\s*c\s*r\s*i\s*p\s*t|vbscript)\s*:|^\s*data:text\/html/iu;
const PICTURE = /^\s*(?:data:(?:image|font|audio|video)\/|blob:)/i;
const READABLE = new Set(['title', 'alt', 'placeholder', 'aria-label', 'aria-description', 'label', 'content']);
/** Fields whose value is secret whatever the page unmasks. */
const SECRET_TYPES = /^(?:password|hidden)$/i;
const SECRET_COMPLETION = /\b(?:cc-|one-time-code|current-password|new-password)/i;
const MASKED = /^[*\s]*$/;

/** Takes out of an element's attributes what may run, beckon or tell a secret; answers how many there were. */
export function scrubAttributes(attributes: Attributes, tagName: unknown): number {
  let scrubbed = 0;
  for (const name in attributes) {
    const value = attributes[name];
    if (typeof value !== 'string') continue;
    const kept = keep(name, value, tagName);
    if (kept === value) continue;
    scrubbed++;
    if (kept === undefined) delete attributes[name];
    else attributes[name] = kept;
  }
  if (isSecret(attributes) && !MASKED.test(String(attributes.value))) {
    attributes.value = '';
    scrubbed++;
  }
  return scrubbed;
}

function isSecret({ value, type, autocomplete }: Attributes): boolean {
  if (typeof value !== 'string') return false;
  return SECRET_TYPES.test(String(type)) || SECRET_COMPLETION.test(String(autocomplete ?? ''));
}

/** The value that may stay; undefined for none. */
function keep(name: string, value: string, tagName: unknown): string | undefined {
  if (HANDLER.test(name) || ACTIVE.has(name)) return undefined;
  if (ADDRESSES.has(name)) return address(value, tagName);
  if (READABLE.has(name) || name.startsWith('data-')) return redact(value);
  return value;
}

function address(value: string, tagName: unknown): string | undefined {
  if (SCRIPT_ADDRESS.test(value)) return undefined;
  // A frame shows what the recording has of it, and nothing else.
  if (tagName === 'object' || tagName === 'embed' || tagName === 'base') return undefined;
  if (PICTURE.test(value) || (!value.includes('?') && !value.includes('#'))) return value;
  // Of a drawing's own parts (`<use href="#icon">`) the fragment is all there is.
  return value.startsWith('#') ? value : plainUrl(value).url;
}
