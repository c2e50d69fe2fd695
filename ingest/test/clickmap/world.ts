import type { Anchor } from '../../src/contract/index.ts';
import { anchorKey } from '../../src/contract/index.ts';
import { createRandom, type Random, uuidV7 } from '../overview/events.ts';

/** One event as these tests think of it: every column an answer can depend on. */
export interface PageEvent {
  project: string;
  event_type: string;
  event_id: string;
  event_at: number;
  visitor_id: string;
  session_id: string;
  page_view_id: string;
  user_id: string;
  team_id: string;
  auth_state: 'anonymous' | 'signed-in' | 'signed-out';
  url: string;
  path: string;
  country: string;
  region: string;
  browser: string;
  os: string;
  device: string;
  release: string;
  viewport_width: number;
  viewport_height: number;
  anchor: string;
  anchor_key: string;
  tag_name: string;
  text: string;
  element_x: number;
  element_y: number;
  page_x: number;
  page_y: number;
  page_width: number;
  page_height: number;
  dead: string;
  rage: number;
  props_string: Record<string, string>;
  props_number: Record<string, number>;
}

export const FROM_MS = Date.UTC(2026, 8, 26);
export const DAYS = 12;
const DAY_MS = 86_400_000;
export const WORLD_PATHS = ['/', '/p/1', '/p/2', '/p/33', '/docs/a', "/it's", '/tab\t"quote', '/back\\slash'];
export const WIDTHS = [320, 390, 479, 480, 767, 768, 1024, 1366, 1919, 1920, 2560];
const REASONS = ['no-change:1000', 'no-change:2500', "it's"];

/** Elements that differ in everything an anchor can say; some differ only in what comparing releases leaves out. */
function elements(random: Random): Anchor[] {
  return Array.from({ length: 24 }, (_, index): Anchor => {
    const twin = Math.floor(index / 3);
    return {
      t: random.pick(['a', 'button', 'input:submit']),
      ...(random.chance(0.8) ? { n: `n${twin}` } : {}),
      ...(index % 3 === 1 ? { x: `x${index}` } : {}),
      ...(random.chance(0.5) ? { h: `h${twin}` } : {}),
      ...(index % 3 === 2 ? { i: 'say "hi", it\'s \\' } : {}),
      ...(random.chance(0.5) ? { c: [`c${twin}`] } : {}),
      ...(random.chance(0.7) ? { s: ['s1', `s${twin % 3}`] } : {}),
      ...(random.chance(0.7) ? { o: [index % 3, 3, index, 1] } : {}),
      ...(random.chance(0.8) ? { l: random.pick(['en', 'de', 'de-AT']) } : {}),
    };
  });
}

/** The same element as it is seen from another width or a later release. */
const seenFrom = (random: Random, anchor: Anchor): Anchor => ({
  ...anchor,
  ...(random.chance(0.8) ? { v: [random.pick(['', '"],"q":"', 'v1']), 'v2'] } : {}),
  ...(random.chance(0.5) ? { w: ['w1'] } : {}),
  ...(random.chance(0.9) ? { q: random.pick(['q1', 'q2', 'q"3']) } : {}),
  ...(random.chance(0.3) ? { p: 'main > div:nth-child(2)' } : {}),
});

/** As enrichment writes it: one order of fields, whatever was sent. */
const ORDER = ['t', 'n', 'x', 'h', 'a', 'i', 'c', 's', 'v', 'w', 'o', 'q', 'p', 'l'] as const;
const textOf = (anchor: Anchor) =>
  JSON.stringify(
    Object.fromEntries(ORDER.flatMap((name) => (anchor[name] === undefined ? [] : [[name, anchor[name]]]))),
  );

export interface World {
  events: PageEvent[];
  /** Sessions with a replay, and one whose replay was deleted. */
  recorded: string[];
  deleted: string;
}

const BLANK = {
  viewport_width: 0,
  viewport_height: 0,
  anchor: '',
  anchor_key: '',
  tag_name: '',
  text: '',
  element_x: 0,
  element_y: 0,
  page_x: 0,
  page_y: 0,
  page_width: 0,
  page_height: 0,
  dead: '',
  rage: 0,
  props_string: {},
  props_number: {},
};

function personOf(random: Random) {
  const isKnown = random.chance(0.4);
  return {
    visitor_id: `visitor-${random.below(30)}`,
    user_id: isKnown ? `user-${random.below(12)}` : '',
    team_id: isKnown && random.chance(0.5) ? `team-${random.below(3)}` : '',
    auth_state: isKnown ? ('signed-in' as const) : random.pick(['anonymous', 'signed-out'] as const),
    country: random.pick(['DE', 'US', '']),
    region: random.pick(['BE', '']),
    browser: random.pick(['Chrome', 'Firefox']),
    os: random.pick(['Linux', 'iOS']),
    device: random.pick(['desktop', 'mobile', 'tablet']),
    release: random.pick(['', '1.0', '1.1']),
  };
}

function clickOn(random: Random, anchor: Anchor, width: number): Partial<PageEvent> {
  return {
    anchor: textOf(anchor),
    anchor_key: random.chance(0.8) ? anchorKey(anchor) : '',
    tag_name: anchor.t.split(':')[0] ?? '',
    text: random.pick(['', 'Buy', "it's"]),
    element_x: random.below(1_001) / 1_000,
    element_y: random.below(1_001) / 1_000,
    page_x: random.below(width + 50) - 20,
    page_y: random.below(5_000) - 10,
    page_width: random.pick([0, width, width + 17]),
    page_height: 5_000,
    dead: random.chance(0.2) ? random.pick(REASONS) : '',
    rage: random.chance(0.15) ? 3 + random.below(4) : 0,
  };
}

/** One page view with what happened in it; times rise, and every event but an error has a millisecond of its own. */
function viewOf(random: Random, known: readonly Anchor[], shared: Partial<PageEvent>, startMs: number): PageEvent[] {
  const path = random.pick(WORLD_PATHS);
  const width = random.pick(WIDTHS);
  const url = `${random.pick(['https://shop.example', 'http://localhost:4401'])}${path}`;
  const page = { path, url, page_view_id: uuidV7(random, startMs) };
  const seen = { viewport_width: width, viewport_height: random.pick([600, 700, 800]) };
  const events: PageEvent[] = [];
  let at = startMs;
  const add = (event_type: string, more: Partial<PageEvent>, afterMs = 1 + random.below(60_000)) => {
    at += afterMs;
    events.push({
      ...BLANK,
      ...shared,
      ...page,
      event_type,
      event_id: uuidV7(random, at),
      event_at: at,
      ...more,
    } as PageEvent);
  };
  const keys = () => Array.from({ length: random.below(6) }, () => anchorKey(random.pick(known)));

  add('$page-view', seen);
  for (let left = random.below(6); left > 0; left--) {
    add('$click', { ...seen, ...clickOn(random, seenFrom(random, random.pick(known)), width) });
    if (random.chance(0.25)) add('$error', {}, random.pick([0, 1, 500, 1_999, 2_000, 2_001, 5_000]));
  }
  for (let left = random.below(4); left > 0; left--)
    add('$exposures', {
      props_string: { shown: random.pick([keys(), [...keys(), ''], ['nobody', ...keys()]]).join(',') },
      props_number: random.chance(0.9) ? { viewport_width: width } : {},
    });
  for (let left = random.below(3); left > 0; left--)
    add('$scroll', { props_number: { depth: random.below(101), viewport_width: width } });
  if (random.chance(0.3)) add('purchase', {});
  return events;
}

/** People who look at a few pages in a few sessions, click, see, scroll and run into errors. */
export function worldOf(seed: number, project: string, sessions: number): World {
  const random = createRandom(seed);
  const known = elements(random);
  const events: PageEvent[] = [];
  const ids: string[] = [];
  for (let index = 0; index < sessions; index++) {
    const startMs = FROM_MS + random.below(DAYS * DAY_MS);
    const session_id = random.chance(0.9) ? uuidV7(random, startMs) : random.chance(0.7) ? `session ${index}` : '';
    if (session_id !== '') ids.push(session_id);
    const shared = { project, session_id, ...personOf(random) };
    for (let left = 1 + random.below(4); left > 0; left--) {
      const last = events.at(-1);
      const from = last?.session_id === session_id && session_id !== '' ? last.event_at : startMs;
      events.push(...viewOf(random, known, shared, from));
    }
  }
  const recorded = ids.filter((_, index) => index % 2 === 0);
  return { events, recorded: recorded.slice(1), deleted: recorded[0] ?? '' };
}
