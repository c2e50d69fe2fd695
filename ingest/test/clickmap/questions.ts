import { CLICKMAP_FILTERS, CLICKMAP_KINDS } from '../../src/contract/index.ts';
import { FILTER_OPERATORS, type Filter } from '../../src/queries/index.ts';
import type { Random } from '../overview/events.ts';
import type { PlainQuestion } from './reference.ts';
import { DAYS, FROM_MS, type PageEvent, WIDTHS, WORLD_PATHS, type World } from './world.ts';

const DAY_MS = 86_400_000;
const COLUMN: Partial<Record<Filter['field'], keyof PageEvent>> = { team: 'team_id' };

function filterOf(random: Random, world: World): Filter {
  const field = random.pick(CLICKMAP_FILTERS);
  const operator = random.pick(FILTER_OPERATORS);
  const own = String(random.pick(world.events)[COLUMN[field] ?? (field as keyof PageEvent)]);
  const value = random.chance(0.9) ? own : "nobody's";
  if (operator !== 'matches') return { field, operator, value };
  return { field, operator, value: random.pick([`${value.slice(0, 2)}*`, `*${value.slice(-1)}`, '*']) };
}

/** A question as somebody might ask it, of one page, a group, or all. */
export function questionOf(random: Random, world: World): PlainQuestion {
  const fromMs = FROM_MS + random.below(DAYS * DAY_MS) - DAY_MS;
  const some = <T>(share: number, value: () => T): T | undefined => (random.chance(share) ? value() : undefined);
  const event = random.pick(world.events);
  const page = random.pick([
    { path: random.pick(WORLD_PATHS) },
    { pageGroup: '/p/:id' },
    { pageGroup: '/docs/:page' },
    {},
  ]);
  return {
    project: 'one',
    ...page,
    within: some(0.2, () => random.pick(['/p/*', '/', '/*', '/docs/a'])),
    fromMs: random.chance(0.3) ? FROM_MS - DAY_MS : fromMs,
    toMs: random.chance(0.3) ? FROM_MS + 2 * DAYS * DAY_MS : fromMs + 1 + random.below(DAYS * DAY_MS),
    viewportMin: some(0.3, () => random.pick(WIDTHS)),
    viewportMax: some(0.3, () => random.pick(WIDTHS)),
    filters: Array.from({ length: random.pick([0, 0, 1, 2]) }, () => filterOf(random, world)),
    language: some(0.15, () => random.pick(['en', 'de', 'fr'])),
    origin: some(0.15, () => random.pick(['https://shop.example', 'http://localhost:4401', 'https://other.example'])),
    kind: random.chance(0.5) ? 'all' : random.pick(CLICKMAP_KINDS),
    visitorId: some(0.1, () => event.visitor_id),
    userId: some(0.05, () => event.user_id || 'nobody'),
    sessionId: some(0.05, () => event.session_id || 'none'),
    pagePatterns: random.pick([[], ['/docs/:page']]),
    cells: random.pick([1, 7, 20, 100]),
  };
}
