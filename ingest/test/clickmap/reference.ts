import { type Anchor, anchorKey, type ClickmapAnswer } from '../../src/contract/index.ts';
import type { ClickmapQuestion } from '../../src/queries/index.ts';
import type { TestEvent } from '../overview/events.ts';
import { groupOf, passes } from '../overview/reference-filter.ts';
import type { PageEvent, World } from './world.ts';

/** What the tests ask: as the queries do, in plain words. */
export type PlainQuestion = ClickmapQuestion & { cells: number };

const widthOf = ({ event_type, viewport_width, props_number }: PageEvent) =>
  event_type === '$page-view' || event_type === '$click' ? viewport_width : (props_number.viewport_width ?? 0);

function isOnPage({ path, project }: PageEvent, q: ClickmapQuestion): boolean {
  if (project !== q.project) return false;
  if (q.path !== undefined && path !== q.path) return false;
  if (q.pageGroup !== undefined && groupOf(path, q.pagePatterns) !== q.pageGroup) return false;
  if (q.within === undefined) return true;
  return q.within.endsWith('*') ? path.startsWith(q.within.slice(0, -1)) : path === q.within;
}

function isAsked(event: PageEvent, q: ClickmapQuestion): boolean {
  const width = widthOf(event);
  return (
    isOnPage(event, q) &&
    event.event_at >= q.fromMs &&
    event.event_at < q.toMs &&
    (q.viewportMin === undefined || width >= q.viewportMin) &&
    (q.viewportMax === undefined || width < q.viewportMax) &&
    (q.origin === undefined || new URL(event.url).origin === q.origin) &&
    (q.visitorId === undefined || event.visitor_id === q.visitorId) &&
    (q.userId === undefined || event.user_id === q.userId) &&
    (q.sessionId === undefined || event.session_id === q.sessionId) &&
    passes(event as unknown as TestEvent, q.filters, q.pagePatterns)
  );
}

const anchorOf = (click: PageEvent): Anchor => JSON.parse(click.anchor) as Anchor;
/** What an anchor says of the element itself. */
export function identity({ v: _v, w: _w, q: _q, p: _p, ...own }: Anchor): string {
  return JSON.stringify(Object.entries(own).sort());
}
const languageOf = (click: PageEvent) => anchorOf(click).l ?? '';
const count = <T>(values: Iterable<T>) => new Set(values).size;

export function groupBy<T>(list: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

export function rowsOf(world: World, q: ClickmapQuestion) {
  const events = world.events.filter((event) => isAsked(event, q));
  const errors = world.events.filter((event) => event.event_type === '$error' && isOnPage(event, q));
  const errs = (click: PageEvent) =>
    errors.some(
      ({ page_view_id, event_at, path }) =>
        page_view_id === click.page_view_id &&
        path === click.path &&
        event_at >= click.event_at &&
        event_at <= click.event_at + 2_000,
    );
  const isKind = (click: PageEvent) =>
    q.kind === 'all' ||
    (q.kind === 'dead' && click.dead !== '') ||
    (q.kind === 'rage' && click.rage > 0) ||
    (q.kind === 'error' && errs(click));
  const all = events.filter(({ event_type }) => event_type === '$click').filter(isKind);
  const of = (type: string) => events.filter(({ event_type }) => event_type === type);
  return {
    clicks: all.filter((click) => q.language === undefined || languageOf(click) === q.language),
    clicksOfAllLanguages: all,
    views: of('$page-view'),
    exposures: of('$exposures'),
    scrolls: of('$scroll'),
    errs,
    /** Every click there ever was on these pages. */
    known: world.events.filter((event) => event.event_type === '$click' && isOnPage(event, q)),
  };
}

const cellsOf = (points: readonly (readonly [number, number])[]) =>
  [...groupBy(points, ([x, y]) => `${y},${x}`)]
    .map(([key, list]) => [...key.split(',').map(Number).reverse(), list.length] as [number, number, number])
    .sort((a, b) => a[1] - b[1] || a[0] - b[0]);

const partOf = (value: number, cells: number) =>
  Math.min(Math.floor((Math.floor(value * 1_000 + 0.5) * cells) / 1_000), cells - 1);
const clamp = (value: number, max: number) => Math.min(Math.max(Math.floor(value), 0), max);

export const shownIn = ({ props_string }: PageEvent) => (props_string.shown ?? '').split(',').filter(Boolean);

/** Wilson's interval, written out from the textbook. */
export function wilson(hits: number, of: number): [number, number] {
  const z = 1.959963984540054;
  const p = hits / of;
  const middle = (p + z ** 2 / (2 * of)) / (1 + z ** 2 / of);
  const reach = (z / (1 + z ** 2 / of)) * Math.sqrt((p * (1 - p)) / of + z ** 2 / (4 * of ** 2));
  return [Math.max(0, middle - reach), Math.min(1, middle + reach)];
}

export const newest = (list: readonly PageEvent[]): PageEvent =>
  list.reduce((best, event) => (event.event_at > best.event_at ? event : best));

function totalsOf({ clicks, views, errs }: ReturnType<typeof rowsOf>): ClickmapAnswer['totals'] {
  return {
    clicks: clicks.length,
    unique_clickers: count(clicks.map(({ visitor_id }) => visitor_id)),
    page_views: views.length,
    dead: clicks.filter(({ dead }) => dead !== '').length,
    rage: clicks.filter(({ rage }) => rage > 0).length,
    errors: clicks.filter(errs).length,
  };
}

function replaysOf(world: World, clicks: readonly PageEvent[]) {
  const recorded = clicks
    .filter(({ session_id }) => world.recorded.includes(session_id))
    .sort((a, b) => b.event_at - a.event_at)
    .slice(0, 20);
  const sessions = [...groupBy(recorded, ({ session_id }) => session_id)];
  return sessions
    .slice(0, 5)
    .map(([session_replay_id, [first]]) => ({ session_replay_id, at_ms: first?.event_at ?? 0 }));
}

/** The answer by counting one event after the other. */
export function naiveClickmap(world: World, q: PlainQuestion): Omit<ClickmapAnswer, 'version'> {
  const rows = rowsOf(world, q);
  const totals = totalsOf(rows);
  const byElement = groupBy(rows.clicks, (click) => identity(anchorOf(click)));
  const known = groupBy(rows.known, (click) => identity(anchorOf(click)));
  const elements = [...byElement].map(([id, clicks]): ClickmapAnswer['elements'][number] => {
    const name = newest(known.get(id) ?? []);
    const key = anchorKey(anchorOf(name));
    const exposures = count(
      rows.exposures.filter((event) => shownIn(event).includes(key)).map(({ page_view_id }) => page_view_id),
    );
    const views = count(clicks.map(({ page_view_id }) => page_view_id));
    const last = newest(clicks);
    return {
      key,
      anchor: anchorOf(name),
      tag_name: name.tag_name,
      text: name.text,
      clicks: clicks.length,
      unique_clickers: count(clicks.map(({ visitor_id }) => visitor_id)),
      share: clicks.length / totals.clicks,
      dead: clicks.filter(({ dead }) => dead !== '').length,
      rage: clicks.filter(({ rage }) => rage > 0).length,
      errors: clicks.filter(rows.errs).length,
      dead_reasons: [
        ...groupBy(
          clicks.filter(({ dead }) => dead !== ''),
          ({ dead }) => dead,
        ),
      ]
        .map(([reason, list]) => ({ reason, clicks: list.length }))
        .sort((a, b) => b.clicks - a.clicks || (a.reason < b.reason ? -1 : 1)),
      clicked_page_views: views,
      exposures,
      rate: exposures === 0 ? null : clicks.length / exposures,
      interval: exposures === 0 ? null : wilson(Math.min(views, exposures), exposures),
      cells: cellsOf(clicks.map((click) => [partOf(click.element_x, q.cells), partOf(click.element_y, q.cells)])),
      replays: replaysOf(world, clicks),
      last_at_ms: last.event_at,
      last_release: last.release,
    };
  });
  const depths = [...groupBy(rows.scrolls, ({ page_view_id }) => page_view_id).values()].map((list) =>
    Math.max(...list.map(({ props_number }) => props_number.depth ?? 0)),
  );
  const heights = rows.views
    .map(({ viewport_height }) => viewport_height)
    .filter((height) => height > 0)
    .sort((a, b) => a - b);
  return {
    totals,
    elements,
    rest: { elements: 0, clicks: 0 },
    grid: cellsOf(
      rows.clicks.map((click) => [
        click.page_width > 0 ? clamp((click.page_x * 100) / click.page_width, 99) : 0,
        clamp(click.page_y / 20, 4_294_967_295),
      ]),
    ),
    scroll: Array.from({ length: 21 }, (_, step) => ({
      depth: step * 5,
      page_views: depths.filter((depth) => depth >= step * 5).length,
    })),
    fold_px: heights[Math.floor((heights.length - 1) / 2)] ?? null,
    languages: [...groupBy(rows.clicksOfAllLanguages, languageOf)]
      .map(([value, list]) => ({ value, clicks: list.length }))
      .sort((a, b) => b.clicks - a.clicks || (a.value < b.value ? -1 : 1)),
  };
}
