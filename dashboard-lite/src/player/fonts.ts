/** What a rule says of a font besides its name and its address, by the names that scripts give it. */
const DESCRIPTORS = {
  style: 'font-style',
  weight: 'font-weight',
  stretch: 'font-stretch',
  unicodeRange: 'unicode-range',
  featureSettings: 'font-feature-settings',
  ascentOverride: 'ascent-override',
  descentOverride: 'descent-override',
  lineGapOverride: 'line-gap-override',
} as const;
const ADDRESS = /url\(\s*["']?([^"')]+?)["']?\s*\)/g;

/** Through media, layers and conditions. */
function* faceRules(list: CSSRuleList): Generator<CSSStyleDeclaration> {
  for (const rule of list)
    if (rule.cssText.startsWith('@font-face')) yield (rule as CSSFontFaceRule).style;
    else if ('cssRules' in rule) yield* faceRules(rule.cssRules as CSSRuleList);
}

/** A sheet that is still empty has no list. */
const rulesOf = (sheet: CSSStyleSheet): CSSRuleList | [] => {
  try {
    return sheet.cssRules;
  } catch {
    return [];
  }
};

const addressesIn = (style: CSSStyleDeclaration): string[] =>
  [...style.getPropertyValue('src').matchAll(ADDRESS)].map(([, url]) => (url ?? '').replace(/[?#].*/, ''));

/**
 * Puts fonts that were kept into the page that is shown. They are made of bytes by script: the page's policy lets nothing be fetched, and
 * the rules of the recording stay as they are.
 */
export function createFonts(stage: () => Document | null | undefined) {
  const known = new Map<string, ArrayBuffer>();
  let dressed: Document | undefined;
  let worn = new Set<string>();
  let sheets = 0;
  let isLooking = false;

  const wear = ({ fonts, defaultView }: Document, style: CSSStyleDeclaration): void => {
    const url = addressesIn(style).find((address) => known.has(address));
    const bytes = url === undefined ? undefined : known.get(url);
    if (!bytes || !defaultView || worn.has(style.cssText)) return;
    worn.add(style.cssText);
    const family = style.getPropertyValue('font-family').replace(/^["']|["']$/g, '');
    const told = Object.entries(DESCRIPTORS)
      .map(([name, property]) => [name, style.getPropertyValue(property)])
      .filter(([, value]) => value);
    const face = new (defaultView as Window & typeof globalThis).FontFace(family, bytes, Object.fromEntries(told));
    fonts.add(face);
    // Bytes that are no font after all are the same as none.
    face.load().catch(() => fonts.delete(face));
  };

  const dress = () => {
    const page = stage();
    if (!page || known.size === 0) return;
    // A full picture writes the document anew, and its fonts are gone.
    if (page !== dressed || page.fonts.size === 0) worn = new Set();
    dressed = page;
    sheets = page.styleSheets.length;
    for (const sheet of page.styleSheets)
      for (const style of faceRules(rulesOf(sheet) as CSSRuleList)) wear(page, style);
  };

  return {
    dress() {
      worn = new Set();
      dress();
    },
    /** Pages bring styles later, too. */
    look() {
      if (isLooking || known.size === 0) return;
      isLooking = true;
      requestAnimationFrame(() => {
        isLooking = false;
        if (stage()?.styleSheets.length !== sheets) dress();
      });
    },
    add(url: string, bytes: ArrayBuffer) {
      known.set(url, bytes);
      dress();
    },
  };
}
