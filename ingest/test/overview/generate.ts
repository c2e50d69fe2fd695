import { createRandom, type Random, type TestEvent, uuidV7 } from './events.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

export interface Population {
  seed: number;
  project: string;
  fromMs: number;
  days: number;
  visitors: number;
  sessions: number;
}

const PLACES = [
  ['DE', 'BE'],
  ['DE', ''],
  ['US', 'CA'],
  ['US', 'NY'],
  ['CA', 'NY'],
  ['', ''],
] as const;
const PATHS = [
  '/',
  '/pricing',
  '/p/1',
  '/p/2',
  '/p/33',
  '/a_b',
  '/a%b',
  '/docs/x',
  "/it's",
  '/back\\slash',
  '/tab\tand"quote',
];
const BROWSERS = ['Chrome', 'Safari', 'Firefox', ''];

function person(random: Random, index: number) {
  return {
    visitor: `visitor-${index}`,
    // Two browsers of one person, and two people at one browser, both happen.
    users: [`user-${random.below(index + 1)}`, `user-${random.below(40)}`],
    team: random.chance(0.4) ? `team-${random.below(6)}` : '',
    browser: random.pick(BROWSERS),
    os: random.pick(['Linux', 'macOS', 'Windows']),
    device: random.pick(['desktop', 'mobile', 'tablet']),
    place: random.pick(PLACES),
  };
}

function authOf(random: Random, users: readonly string[], team: string): Partial<TestEvent> {
  const roll = random.next();
  if (roll < 0.35) return { auth_state: 'anonymous' };
  if (roll < 0.45) return { auth_state: 'signed-out' };
  return { auth_state: 'signed-in', user_id: random.pick(users), team_id: team, is_anonymous: random.chance(0.25) };
}

/** A few elements seen from a few places; every third click comes from before its key was computed at ingest. */
function clickOf(random: Random): Partial<TestEvent> {
  const [name, place] = [random.below(4), random.below(3)];
  return {
    anchor: JSON.stringify({ t: 'a', n: `n${name}`, v: [`v${place}`], o: [0, 1], q: `q${place}` }),
    anchor_key: random.chance(0.3) ? '' : `key${name}`,
    viewport_width: random.pick([390, 768, 1440]),
    element_x: random.below(1_001) / 1_000,
  };
}

function details(random: Random, type: string): Partial<TestEvent> {
  if (type === '$page-view') {
    const isCampaign = random.chance(0.2);
    return {
      referrer: random.pick(['', 'https://a.example/', 'https://b.example/x']),
      ...(isCampaign ? { utm_source: random.pick(['mail', 'ad']), utm_medium: 'cpc', utm_campaign: 'spring' } : {}),
    };
  }
  if (type === '$auth') {
    const to = random.pick(['signed-in', 'signed-out', 'anonymous']);
    return { props_string: { from: 'anonymous', to, cause: 'identify' } };
  }
  if (type === '$click') return clickOf(random);
  if (type === '$exposures') return { props_string: { shown: random.pick(['k1,k2', 'k2,k1', 'k3', '']) } };
  if (type !== '$web-vitals') return {};
  return {
    props_number: {
      lcp: random.below(400) / 8,
      ...(random.chance(0.6) ? { inp: random.below(90) } : {}),
      ...(random.chance(0.8) ? { cls: random.below(16) / 64 } : {}),
    },
  };
}

/** Sessions of a small world: people who change accounts, countries and devices, long sessions over midnight, odd names. */
export function generate({ seed, project, fromMs, days, visitors, sessions }: Population): TestEvent[] {
  const random = createRandom(seed);
  const people = Array.from({ length: visitors }, (_, index) => person(random, index));
  const events: TestEvent[] = [];
  for (let session = 0; session < sessions; session++) {
    const who = random.pick(people);
    let at = fromMs + random.below(days * DAY_MS);
    // Most ids are minted by the SDK and carry their time; others must count the same.
    const sessionId = random.chance(0.85) ? uuidV7(random, at) : random.chance(0.9) ? `session ${session}` : '';
    const place = random.chance(0.85) ? who.place : random.pick(PLACES);
    let auth = authOf(random, who.users, who.team);
    const release = random.pick(['', '1.0', '1.1']);
    const length = 1 + random.below(9);
    for (let step = 0; step < length; step++) {
      const type = random.pick([
        '$page-view',
        '$page-view',
        '$page-view',
        '$click',
        '$click',
        '$auth',
        '$web-vitals',
        '$exposures',
        'buy',
      ]);
      if (random.chance(0.1)) auth = authOf(random, who.users, who.team);
      events.push({
        project,
        event_type: type,
        event_id: uuidV7(random, at),
        event_at: at,
        visitor_id: who.visitor,
        session_id: sessionId,
        auth_state: 'anonymous',
        user_id: '',
        team_id: '',
        is_anonymous: false,
        path: random.pick(PATHS),
        referrer: '',
        country: place[0],
        region: place[1],
        browser: who.browser,
        os: who.os,
        device: who.device,
        release,
        utm_source: '',
        utm_medium: '',
        utm_campaign: '',
        utm_term: '',
        utm_content: '',
        props_string: {},
        props_number: {},
        ...auth,
        ...details(random, type),
      });
      at += random.chance(0.1) ? random.below(180 * MINUTE_MS) : random.below(20 * MINUTE_MS);
    }
  }
  return events;
}
