/** What a template draws its contents from. Everything follows from the seed. */
export interface Draw {
  /** 0 to 1. */
  random(): number;
  /** 0 to `below` - 1. */
  int(below: number): number;
  pick<T>(list: readonly T[]): T;
  /** A class name as the page's build would write it. */
  css(name: string): string;
  language: Language;
  /** `en` or its translation. */
  say(en: string, de: string): string;
  topic(): string;
  person(): string;
  product(): string;
  sentence(): string;
  price(): string;
}

export type Language = 'en' | 'de';

export interface Template {
  name: string;
  /** Its rules were tuned on it, or only judged. */
  tuned?: boolean;
  /** Exists in German as well. */
  translated?: boolean;
  render(draw: Draw): string;
}

const TOPICS =
  'Install Configure Deploy Monitor Upgrade Secure Debug Extend Billing Reports Teams Imports Alerts Backups Roles Themes Webhooks Queues Search Storage Routing Logging Testing Caching'.split(
    ' ',
  );
const FIRST = 'Ada Grace Alan Edsger Barbara Donald Radia Ken Margaret Tim Hedy Linus Frances John Adele Claude'.split(
  ' ',
);
const LAST = 'Moss Alder Finch Rowan Hale Birch Stone Wren Marsh Cole Heath Lark Thorne Reed'.split(' ');
const THINGS = 'Kettle Lamp Chair Desk Mug Rug Shelf Clock Tray Vase Bowl Stool Hook Bench Crate Throw'.split(' ');
const LOOKS = 'Oak Slate Linen Copper Walnut Stone Moss Amber Chalk Indigo Ash Coral'.split(' ');
const WORDS =
  'the a this every some path trail quiet ready simple early light heavy open morning season team small clear page often after before with over under without between walks keeps finds builds shows holds moves needs makes works river market garden answer number letter winter window bridge paper signal'.split(
    ' ',
  );

/** mulberry32: small, fast, and good enough for drawing pages. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function drawFrom(seed: number, language: Language = 'en'): Draw {
  const random = randomFrom(seed);
  const int = (below: number) => Math.floor(random() * below);
  const pick = <T>(list: readonly T[]): T => list[int(list.length)] as T;
  return {
    random,
    int,
    pick,
    css: (name) =>
      `${name[0]}-${(Math.imul(seed + 7, 2_654_435_761) ^ (name.length * 7919)).toString(36).slice(-5)}${name}`,
    language,
    say: (en, de) => (language === 'de' ? de : en),
    topic: () => pick(TOPICS),
    person: () => `${pick(FIRST)} ${pick(LAST)}`,
    product: () => `${pick(LOOKS)} ${pick(THINGS)}`,
    sentence: () => {
      const text = Array.from({ length: 5 + int(9) }, () => pick(WORDS)).join(' ');
      return `${text[0]?.toUpperCase()}${text.slice(1)}.`;
    },
    price: () => `${5 + int(190)}.${pick(['00', '50', '90'])}`,
  };
}

/** `count` pieces of markup, one after the other. */
export function times(count: number, one: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => one(index)).join('\n');
}

export function slug(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

const BASE = `*{box-sizing:border-box}body{margin:0;font:16px/1.5 sans-serif}a,button{padding:4px 6px}svg,img{width:24px;height:24px}
.row{display:flex;flex-wrap:wrap;gap:12px}`;

/** A whole document around `body`. */
export function page(title: string, css: string, body: string, attributes = 'lang="en"'): string {
  return `<!doctype html><html ${attributes}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><style>${BASE}${css}</style></head><body>${body}</body></html>`;
}
