import { addressOf, scrub } from '../dom/index.ts';
import { maskCss, maskDataUrl, maskText } from './mask-text.ts';

/** Who may read what is below a node. `sealed` wins over everything inside of it. */
export type Veil = 'masked' | 'open' | 'sealed';

type Attributes = Record<string, unknown>;
/** What a page looks like depends on these, and they are words of the page's author. */
const PLAIN = new RegExp(
  '^(class|type|dir|lang|role|width|height|rel|media|(col|row)?span|scope|checked|selected|disabled|readonly|required|multiple' +
    '|open|hidden|tabindex|size|rows|cols|wrap|v?align|bgcolor|color|face|border|cell(padding|spacing)|frame|rules|autoplay|controls' +
    '|loop|muted|playsinline|preload|contenteditable|draggable|spellcheck|inert|popover|loading|decoding|crossorigin|as|start' +
    '|reversed|is|slot|part|exportparts|xmlns|charset|indeterminate|autocomplete|data-trodden-(un)?mask|data-trodden-block|rr_(?!data|src).*)$',
);
/** The same, where names are sometimes made of ids. */
const NAMES = /^(id|name|for|headers|itemprop)$/;
/** States that style sheets look at, as long as they are one plain word or number. */
const STATES =
  /^(aria-(hidden|expanded|selected|checked|disabled|current|pressed|orientation|sort|busy|modal|level|invalid|live)|data-(state|orientation|side|align|theme|mode|active|open|disabled|selected|checked|variant|size|color-scheme|bs-theme))$/;
const KEYWORD = /^([a-z-]{0,16}|\d{1,3})$/;
const ADDRESSES = /^((rr_)?src|href|action|poster|data|xlink:href|background)$/;
const READABLE =
  /^(title|alt|placeholder|label|summary|abbr|value|aria-(label|description|placeholder|valuetext|roledescription))$/;
/** Drawings consist of their attributes. */
const NOT_DRAWN = /^(on|data-|aria-|title|href|xlink|style|id$|name$|nonce)/;

const SECRET_TYPE = /^(password|hidden|file)$/i;
const SECRET_COMPLETION = /cc-|one-time-code|password/i;
/** Their value is how far they are. */
const NUMBERED = /^(progress|meter|li)$/;
/** Their value is never shown. */
const UNSEEN_TYPE = /^(hidden|checkbox|radio|image|file)$/i;

/** Whatever is unmasked around it. */
export const isSecretField = (type: unknown, completion: unknown): boolean =>
  SECRET_TYPE.test(`${type ?? ''}`) || SECRET_COMPLETION.test(`${completion ?? ''}`);

/** The mask that an element's own attributes put over it and everything inside. */
export const veilOf = (attributes: Attributes, around: Veil): Veil => {
  if (around === 'sealed' || 'data-trodden-mask' in attributes) return 'sealed';
  const { contenteditable: editable } = attributes;
  if (editable !== undefined && editable !== 'false') return 'sealed';
  return 'data-trodden-unmask' in attributes ? 'open' : around;
};

const addressIn = (url: string): string => {
  if (/^\s*data:/i.test(url)) return maskDataUrl(url.trim());
  if (!/[?#@%:]/.test(url.replace(/^https?:\/\//, ''))) return scrub(url);
  try {
    const { url: plain } = addressOf(url);
    return /^(http|file)/.test(plain) ? plain : '';
  } catch {
    // Pages have addresses that are none.
    return '';
  }
};

/** One attribute as it may leave the page; undefined when not even its name should. */
const maskAttribute = (name: string, value: string, tag: string): string | undefined => {
  if (name === '_cssText' || name === 'style') return maskCss(value);
  if (PLAIN.test(name)) return value;
  if (NAMES.test(name)) return scrub(value);
  if (STATES.test(name)) return KEYWORD.test(value) ? value : '';
  if (ADDRESSES.test(name)) return value[0] === '#' ? value : addressIn(value);
  if (READABLE.test(name)) return maskText(value);
  return name.startsWith('on') || name === 'srcdoc' || name === 'srcset' || tag === 'meta' ? undefined : '';
};

const cssValue = (property: string, value: string): string =>
  maskCss(`${property}:${value}`).slice(property.length + 1);

/** Changes of single declarations: text, false, or text with its priority. */
const maskDeclarations = (styles: Record<string, unknown>): void => {
  for (const property in styles) {
    const style = styles[property];
    if (typeof style === 'string') styles[property] = cssValue(property, style);
    else if (Array.isArray(style)) styles[property] = [cssValue(property, style[0]), style[1]];
  }
};

/**
 * Everything about an element that is not text. What is unknown is kept as a name without a value: style sheets ask whether it is
 * there, and nobody can know what it says.
 */
export const maskAttributes = (
  attributes: Attributes,
  { tag, isSvg, veil }: { tag: string; isSvg: unknown; veil: Veil },
): void => {
  const { type } = attributes;
  const isOpen = veil === 'open' && !isSecretField(type, attributes.autocomplete);
  const isPlain = (name: string) =>
    name === 'value' ? isOpen || NUMBERED.test(tag) : isSvg ? !NOT_DRAWN.test(name) : isOpen && READABLE.test(name);
  const isUnseen = tag === 'option' || UNSEEN_TYPE.test(`${type}`);
  for (const name in attributes) {
    const value = attributes[name];
    if (value && typeof value === 'object') maskDeclarations(value as Record<string, unknown>);
    if (typeof value !== 'string' || isPlain(name)) continue;
    const kept = name === 'value' && isUnseen ? '' : maskAttribute(name, value, tag);
    if (kept === undefined) delete attributes[name];
    else attributes[name] = kept;
  }
};
