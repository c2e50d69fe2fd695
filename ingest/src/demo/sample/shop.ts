/** Where people of the demo shop go from each page, by weight. `''` is leaving. */
const NEXT_PAGE: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  '/': { '/shop': 42, '/guides': 14, '/membership': 8, '/products/gale-shell': 8, '': 28 },
  '/shop': {
    '/products/gale-shell': 16,
    '/products/kestrel-38': 14,
    '/products/ember': 11,
    '/products/dusk-2': 9,
    '/products/moor-mid': 8,
    '/products/tarn-mug': 7,
    '/': 5,
    '': 30,
  },
  '/guides': { '/guides/north-ridge': 22, '/guides/salt-coast': 18, '/guides/three-lakes': 15, '/shop': 12, '': 33 },
  '/membership': { '/account': 24, '/shop': 18, '': 58 },
  '/account': { '/shop': 30, '/membership': 10, '': 60 },
};
const AFTER_PRODUCT = { '/shop': 34, '/account': 9, '/products/ember': 6, '/': 5, '': 46 };
const AFTER_GUIDE = { '/guides': 30, '/shop': 18, '/products/kestrel-38': 8, '': 44 };

export const nextPages = (path: string) =>
  NEXT_PAGE[path] ?? (path.startsWith('/products/') ? AFTER_PRODUCT : AFTER_GUIDE);

export const LANDING = {
  '/': 52,
  '/shop': 14,
  '/guides/north-ridge': 10,
  '/products/gale-shell': 12,
  '/membership': 4,
  '/guides': 8,
};

const TITLES: Readonly<Record<string, string>> = {
  '/': 'Fernweh Outfitters',
  '/shop': 'Shop · Fernweh Outfitters',
  '/guides': 'Trail guides · Fernweh Outfitters',
  '/membership': 'Membership · Fernweh Outfitters',
  '/account': 'Account · Fernweh Outfitters',
};
export const titleOf = (path: string) => TITLES[path] ?? `${path.split('/').at(-1)} · Fernweh Outfitters`;

export const REFERRERS = {
  '': 38,
  'https://www.google.com/': 34,
  'https://news.ycombinator.com/': 5,
  'https://www.reddit.com/': 7,
  'https://duckduckgo.com/': 4,
  'https://trailtalk.example/gear': 6,
  'https://www.instagram.com/': 6,
};

/** Country, with the browsers' habits of its people left out: the demo is about shapes, not about statistics. */
export const COUNTRIES = { DE: 28, US: 24, FR: 9, GB: 9, AT: 6, CH: 5, NL: 5, CA: 4, SE: 3, JP: 3, IN: 2, BR: 2 };

export const AGENTS: Readonly<
  Record<string, { weight: number; browser: string; os: string; device: string; width: number }>
> = {
  chromeWindows: { weight: 30, browser: 'Chrome', os: 'Windows', device: 'desktop', width: 1536 },
  chromeAndroid: { weight: 26, browser: 'Chrome', os: 'Android', device: 'mobile', width: 412 },
  safariPhone: { weight: 22, browser: 'Safari', os: 'iOS', device: 'mobile', width: 390 },
  safariMac: { weight: 9, browser: 'Safari', os: 'macOS', device: 'desktop', width: 1440 },
  firefoxLinux: { weight: 5, browser: 'Firefox', os: 'Linux', device: 'desktop', width: 1920 },
  edgeWindows: { weight: 6, browser: 'Microsoft Edge', os: 'Windows', device: 'desktop', width: 1366 },
  tablet: { weight: 2, browser: 'Safari', os: 'iOS', device: 'tablet', width: 820 },
};

/** Shares of the range after which each release was the current one. */
export const RELEASES = [
  { from: 0, release: '2.3.0' },
  { from: 0.35, release: '2.4.0' },
  { from: 0.7, release: '2.4.1' },
  { from: 0.9, release: '2.5.0' },
] as const;
