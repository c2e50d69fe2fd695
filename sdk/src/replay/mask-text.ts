/** Same length and same gaps, so that lines break where they did. */
export const maskText = (text: string): string => text.replace(/\S/g, '*');

/** Pictures that hold no text anybody planted; larger ones may be somebody's documents. */
const ICON = /^data:image\/(png|gif|jpe?g|webp|avif|x-icon|vnd.microsoft.icon)[;,]/i;
const DRAWING = /^data:image\/svg\+xml([^,]*),/i;
const READABLE = /<(text|title|desc|foreignObject|metadata|script|!--)/i;
const MAX_PICTURE = 4_096;

/** The address of a picture in itself, if it says nothing but what it shows; else an empty one. */
export const maskDataUrl = (url: string): string => {
  if (url.length <= MAX_PICTURE && ICON.test(url)) return url;
  const drawing = DRAWING.exec(url);
  if (!drawing) return 'data:,';
  try {
    const body = url.slice(drawing[0].length);
    const text = /base64/i.test(drawing[1] as string) ? atob(body) : decodeURIComponent(body);
    return READABLE.test(text) ? 'data:,' : url;
  } catch {
    return 'data:,';
  }
};

const COMMENT = /\/\*[\s\S]*?\*\//g;
const ADDRESS = /url\(\s*("[^"]*"|'[^']*'|[^)]*?)\s*\)/gi;
/** What generated content and variables say. */
const SPOKEN = /(\bcontent|--[\w-]+)(\s*:)([^;}]*)/gi;
const STRING = /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'/g;
/** Icon fonts name their pictures by code points that mean nothing. */
const CODE_POINT = /\\[0-9a-f]{1,6}\s?|[\ue000-\uf8ff]/gi;
const WORD = /[\p{L}\p{N}]/u;

const maskString = (text: string): string =>
  WORD.test(text.replace(CODE_POINT, '')) ? text[0] + maskText(text.slice(1, -1)) + text[0] : text;

/** A style sheet, rule or declaration without what it says or where it asks. */
export const maskCss = (css: string): string => {
  let masked = css.includes('/*') ? css.replace(COMMENT, '') : css;
  if (masked.includes('url('))
    masked = masked.replace(ADDRESS, (_, quoted: string) => {
      const quote = /^["']/.exec(quoted)?.[0] ?? '';
      const url = quote ? quoted.slice(1, -1) : quoted;
      return `url(${quote}${/^data:/i.test(url) ? maskDataUrl(url) : url.replace(/[?].*/, '')}${quote})`;
    });
  if (/["']/.test(masked) && /content|--/i.test(masked))
    masked = masked.replace(
      SPOKEN,
      (_, name: string, colon: string, value: string) => name + colon + value.replace(STRING, maskString),
    );
  return masked;
};
