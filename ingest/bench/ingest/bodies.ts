/**
 * Batches as the browser SDK sends them: one page view, then clicks with full anchors, now and then a custom event.
 * `@S@` stands where the load generator writes twelve hex digits that are unique for the request,
 * so that no batch or event id is ever sent twice.
 */
export const STAMP = '@S@';
export const BENCH_KEY = 'pk_bench_0123456789abcdef';
export const AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';

const PATHS = ['/', '/pricing', '/docs/getting-started', '/blog/how-we-count-clicks', '/products/42/reviews'];
const TEXTS = ['Start free trial', 'Read the docs', 'Zażółć gęślą jaźń', 'Add to cart', 'It\'s 20% off; buy "now"'];
const TAGS = ['a', 'button', 'input', 'div'];

/** A small generator with a seed: every run sends the same bytes. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

export function pool(count: number, eventsPerBatch: number, nowMs = Date.now()): string[] {
  const random = seeded(42);
  return Array.from({ length: count }, () => JSON.stringify(batch(random, eventsPerBatch, nowMs)));
}

function batch(random: () => number, size: number, nowMs: number) {
  const path = pick(random, PATHS);
  const url = `https://shop.example.com${path}?utm_source=newsletter&utm_campaign=spring`;
  const pageViewId = uuid(random, hex(random, 12));
  return {
    key: BENCH_KEY,
    batch_id: uuid(random, STAMP),
    batch_seq: Math.floor(random() * 40),
    sent_at_ms: nowMs,
    sdk_version: '0.1.0',
    visitor_id: uuid(random, hex(random, 12)),
    session_id: uuid(random, hex(random, 12)),
    tab_id: uuid(random, hex(random, 12)),
    session_replay_segment_id: uuid(random, hex(random, 12)),
    release: '2026.11.3',
    auth: { state: 'signed-in', user_id: `user_${hex(random, 16)}`, team_id: `team_${hex(random, 8)}` },
    pages: [{ page_view_id: pageViewId, url }],
    events: Array.from({ length: size }, (_, index) => {
      const head = {
        event_id: uuid(random, STAMP),
        event_at_ms: nowMs - 30_000 + index * 1_000,
        page_view_id: pageViewId,
      };
      if (index === 0) return { ...head, event_type: '$page-view', data: view(url, path) };
      if (index % 8 === 7) return { ...head, event_type: 'add to cart', data: properties(random) };
      return { ...head, event_type: '$click', data: click(random) };
    }),
  };
}

function view(url: string, path: string) {
  return {
    url,
    path,
    referrer: 'https://www.google.com/',
    title: 'Example Shop - everything you need',
    entry_type: 'initial',
    viewport_width: 1440,
    viewport_height: 900,
    screen_width: 2560,
    screen_height: 1440,
    utm: { source: 'newsletter', campaign: 'spring' },
  };
}

function click(random: () => number) {
  const x = Math.floor(random() * 1440);
  const y = Math.floor(random() * 900);
  return {
    anchor: {
      t: 'button',
      n: print(random, 5),
      h: print(random, 5),
      a: print(random, 5),
      c: [`${print(random, 4)}.${print(random, 4)}`],
      s: [print(random, 5), print(random, 5)],
      v: [print(random, 4), print(random, 4)],
      o: [1, 4, 17, 1],
      q: print(random, 5),
    },
    tag_name: pick(random, TAGS),
    text: pick(random, TEXTS),
    x,
    y,
    page_x: x,
    page_y: y + 1200,
    element_x: Math.round(random() * 1000) / 1000,
    element_y: Math.round(random() * 1000) / 1000,
    element_width: 148.5,
    element_height: 44,
    viewport_width: 1440,
    viewport_height: 900,
    page_width: 1440,
    page_height: 4210,
    input: 'pointer',
  };
}

function properties(random: () => number) {
  return {
    plan: pick(random, ['free', 'pro', 'team']),
    ab_test: 'checkout-b',
    load_ms: Math.floor(random() * 2_000),
    first_time: random() < 0.5,
  };
}

function pick<T>(random: () => number, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)] as T;
}

function hex(random: () => number, length: number): string {
  return Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');
}

function print(random: () => number, length: number): string {
  return Array.from({ length }, () => Math.floor(random() * 36).toString(36)).join('');
}

/** Version 7 by its look; the last group is free for the stamp. */
function uuid(random: () => number, lastGroup: string): string {
  return `${hex(random, 8)}-${hex(random, 4)}-7${hex(random, 3)}-8${hex(random, 3)}-${lastGroup}`;
}
