import {
  type Anchor,
  anchorKey,
  type ClickmapHoursAnswer,
  type ClickmapPagesAnswer,
} from '../../src/contract/index.ts';
import { groupOf } from '../overview/reference-filter.ts';
import { groupBy, naiveClickmap, newest, type PlainQuestion, rowsOf, shownIn, wilson } from './reference.ts';
import type { PageEvent, World } from './world.ts';

const count = <T>(values: Iterable<T>) => new Set(values).size;
const anchorOf = (click: PageEvent): Anchor => JSON.parse(click.anchor) as Anchor;
const keyOf = (click: PageEvent) => anchorKey(anchorOf(click));
const viewsOf = (list: readonly PageEvent[]) => count(list.map(({ page_view_id }) => page_view_id));
const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Pages and leaders by counting. */
export function naivePages(world: World, q: PlainQuestion, isGrouped: boolean): ClickmapPagesAnswer {
  const { clicks, views, exposures, known } = rowsOf(world, q);
  const pageOf = ({ path }: PageEvent) => (isGrouped ? groupOf(path, q.pagePatterns) : path);
  const pages = [...groupBy([...clicks, ...views], pageOf)].map(([value, rows]) => {
    const own = rows.filter(({ event_type }) => event_type === '$click');
    const share = (part: number) => (own.length === 0 ? 0 : part / own.length);
    return {
      value,
      clicks: own.length,
      unique_clickers: count(own.map(({ visitor_id }) => visitor_id)),
      page_views: rows.length - own.length,
      dead_share: share(own.filter(({ dead }) => dead !== '').length),
      rage_share: share(own.filter(({ rage }) => rage > 0).length),
    };
  });
  const named = groupBy(known, (click) => JSON.stringify([pageOf(click), keyOf(click)]));
  const leaders = [...groupBy(clicks, (click) => JSON.stringify([pageOf(click), keyOf(click)]))].flatMap(
    ([id, own]) => {
      const [page = '', key = ''] = JSON.parse(id) as string[];
      const shown = viewsOf(exposures.filter((event) => pageOf(event) === page && shownIn(event).includes(key)));
      const name = newest(named.get(id) ?? own);
      const clicked = viewsOf(own);
      if (shown === 0) return [];
      return {
        page,
        key,
        anchor: anchorOf(name),
        tag_name: name.tag_name,
        text: name.text,
        clicks: own.length,
        clicked_page_views: clicked,
        exposures: shown,
        rate: own.length / shown,
        interval: wilson(Math.min(clicked, shown), shown),
      };
    },
  );
  const low = ({ interval: [value] }: { interval: [number, number] }) => Number(value.toPrecision(10));
  return {
    pages: pages.sort((a, b) => b.clicks - a.clicks || b.page_views - a.page_views || byText(a.value, b.value)),
    leaders: leaders
      .sort((a, b) => low(b) - low(a) || b.clicks - a.clicks || byText(a.page, b.page) || byText(a.key, b.key))
      .slice(0, 20),
  };
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Hours of the week by the browser's own calendar. */
export function naiveHours(world: World, q: PlainQuestion, timeZone: string): ClickmapHoursAnswer['hours'] {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, weekday: 'short', hour: '2-digit', hourCycle: 'h23' });
  const hours = groupBy(rowsOf(world, q).clicks, ({ event_at }) => {
    const part = Object.fromEntries(format.formatToParts(event_at).map(({ type, value }) => [type, value]));
    return JSON.stringify([WEEKDAYS.indexOf(part.weekday ?? '') + 1, Number(part.hour)]);
  });
  return [...hours]
    .map(([id, list]): [number, number, number] => [...(JSON.parse(id) as [number, number]), list.length])
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

/** What two releases agree on most often. */
function coarse(anchor: Anchor): string {
  const { t, n, h, c, s, o } = anchor;
  return JSON.stringify([t, n, h, c, s, o?.[0] ?? 0]);
}

function sidesOf(world: World, q: PlainQuestion, units: ReadonlyMap<string, string>) {
  const { clicks, exposures } = rowsOf(world, q);
  const own = groupBy(clicks, (click) => coarse(anchorOf(click)));
  return (unit: string) => {
    const list = own.get(unit) ?? [];
    const shown = exposures.filter((event) => shownIn(event).some((key) => units.get(key) === unit));
    return {
      clicks: list.length,
      unique_clickers: count(list.map(({ visitor_id }) => visitor_id)),
      dead: list.filter(({ dead }) => dead !== '').length,
      clicked_page_views: viewsOf(list),
      exposures: viewsOf(shown),
      rate: 0,
    };
  };
}

/** Both sides of a comparison by counting, in the order of their keys. */
export function naiveSides(world: World, a: PlainQuestion, b: PlainQuestion) {
  const { known } = rowsOf(world, a);
  const units = new Map(known.map((click) => [keyOf(click), coarse(anchorOf(click))]));
  const [sideA, sideB] = [sidesOf(world, a, units), sidesOf(world, b, units)];
  const elements = [...new Set(units.values())]
    .map((unit) => ({
      keys: [...units]
        .filter(([, own]) => own === unit)
        .map(([key]) => key)
        .sort(),
      a: sideA(unit),
      b: sideB(unit),
    }))
    .filter((element) => element.a.clicks + element.b.clicks > 0)
    .sort((one, two) => byText(String(one.keys), String(two.keys)));
  return { b: naiveClickmap(world, b).totals, elements };
}
