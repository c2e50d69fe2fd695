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
