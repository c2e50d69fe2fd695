import type { TestEvent } from './events.ts';
import { naiveRecent, type Recording } from './recordings.ts';
import { groupOf, type PlainFilter, passes } from './reference-filter.ts';

export interface PlainQuestion {
  fromMs: number;
  toMs: number;
  tz: string;
  includeAnonymous: boolean;
  filters: readonly PlainFilter[];
  pageGroups: boolean;
  pagePatterns?: readonly string[];
}

const TOP = 50;
const DAY_MS = 86_400_000;

const byCountThenName = (a: { n: number; value: string }, b: { n: number; value: string }) =>
  b.n - a.n || (a.value < b.value ? -1 : a.value > b.value ? 1 : 0);

function groupBy<T>(list: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) {
    const name = key(item);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return groups;
}

const distinct = (list: readonly string[]) => new Set(list).size;

const nextDate = (date: string, days: number) =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** The overview by looking at every event again for every number: slow, plain, and sharing no code with the server. */
export function naiveOverview(
  all: readonly TestEvent[],
  question: PlainQuestion,
  recordings: readonly Recording[] = [],
) {
  const { fromMs, toMs, tz, includeAnonymous, filters, pageGroups, pagePatterns = [] } = question;
  const dates = new Intl.DateTimeFormat('sv-SE', { timeZone: tz, year: 'numeric', month: '2-digit', day: '2-digit' });
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: tz, dateStyle: 'short', timeStyle: 'short' });
  const dateOf = (ms: number) => dates.format(ms);
  const hourOf = (ms: number) => `${clock.format(ms).replace(' ', 'T').slice(0, 13)}:00`;

  const matching = all.filter((event) => passes(event, filters, pagePatterns));
  const events = matching.filter(({ event_at }) => event_at >= fromMs && event_at < toMs);
  const views = events.filter(({ event_type }) => event_type === '$page-view');
  const clicks = events.filter(({ event_type }) => event_type === '$click');

  const days: string[] = [];
  for (let date = dateOf(fromMs); date <= dateOf(toMs - 1); date = nextDate(date, 1)) days.push(date);
  const perDay = (list: readonly TestEvent[], count: (list: readonly TestEvent[]) => number) => {
    const groups = groupBy(list, ({ event_at }) => dateOf(event_at));
    return days.map((date) => ({ date, activity: count(groups.get(date) ?? []) }));
  };
  const visitorsOf = (list: readonly TestEvent[]) => distinct(list.map(({ visitor_id }) => visitor_id));
  const size = (list: readonly unknown[]) => list.length;

  const isUser = (event: TestEvent) => event.user_id !== '' && (includeAnonymous || !event.is_anonymous);
  const split = (who: (event: TestEvent) => string) => {
    const known = matching.filter((event) => who(event) !== '' && event.event_at < toMs);
    const firstDay = new Map<string, string>();
    const active = new Map<string, Set<string>>();
    const asked = new Map<string, Set<string>>();
    const note = (map: Map<string, Set<string>>, date: string, key: string) =>
      map.set(date, (map.get(date) ?? new Set()).add(key));
    for (const event of known) {
      const [key, date] = [who(event), dateOf(event.event_at)];
      const first = firstDay.get(key);
      if (first === undefined || date < first) firstDay.set(key, date);
      note(active, date, key);
      if (event.event_at >= fromMs) note(asked, date, key);
    }
    const series = (is: (key: string, date: string) => boolean) =>
      days.map((date) => ({ date, activity: [...(asked.get(date) ?? [])].filter((key) => is(key, date)).length }));
    const isNew = (key: string, date: string) => firstDay.get(key) === date;
    const wasThere = (key: string, date: string) => active.get(nextDate(date, -1))?.has(key) === true;
    return {
      total: series(() => true),
      new: series(isNew),
      retained: series((key, date) => !isNew(key, date) && wasThere(key, date)),
      reactivated: series((key, date) => !isNew(key, date) && !wasThere(key, date)),
    };
  };
  const users = split((event) => (isUser(event) ? event.user_id : ''));

  const top = (
    list: readonly TestEvent[],
    value: (event: TestEvent) => string,
    isCounted: (event: TestEvent) => boolean,
  ) =>
    [...groupBy(list, value)]
      .map(([name, group]) => ({ value: name, n: visitorsOf(group), views: group.filter(isCounted).length }))
      .sort(byCountThenName)
      .slice(0, TOP)
      .map(({ value: name, n, views: seen }) => ({ value: name, visitors: n, views: seen }));
  const isView = ({ event_type }: TestEvent) => event_type === '$page-view';
  const pathOf = ({ path }: TestEvent) => (pageGroups ? groupOf(path, pagePatterns) : path);
  const utm = (name: 'utm_source' | 'utm_medium' | 'utm_campaign' | 'utm_term' | 'utm_content') =>
    top(
      views.filter((event) => event[name] !== ''),
      (event) => event[name],
      isView,
    );
  const regions = top(
    events.filter(({ region }) => region !== ''),
    ({ country, region }) => `${country}|${region}`,
    isView,
  ).map(({ value, ...counts }) => ({
    value: value.split('|')[1] ?? '',
    country_code: value.split('|')[0] ?? '',
    ...counts,
  }));

  const sessions = [
    ...groupBy(
      events.filter(({ session_id }) => session_id !== ''),
      (event) => `${event.visitor_id} ${event.session_id}`,
    ).values(),
  ];
  const durations = sessions.map((list) => {
    const times = list.map(({ event_at }) => event_at);
    return Math.max(...times) - Math.min(...times);
  });
  const ends = (sign: 1 | -1) => {
    const pages = sessions.flatMap((list) => {
      const seen = list.filter(isView).sort((a, b) => sign * (a.event_at - b.event_at || (a.path < b.path ? -1 : 1)));
      return seen[0] === undefined ? [] : [pathOf(seen[0])];
    });
    return [...groupBy(pages, (path) => path)]
      .map(([value, list]) => ({ value, n: list.length }))
      .sort(byCountThenName)
      .slice(0, TOP)
      .map(({ value, n }) => ({ value, sessions: n }));
  };

  const p75 = (list: readonly TestEvent[], name: string) => {
    const values = list.flatMap(({ props_number }) => props_number[name] ?? []).sort((a, b) => a - b);
    return values[Math.floor(values.length * 0.75)] ?? null;
  };
  const signed = events.filter(({ user_id }) => user_id !== '');
  const withUser = new Set(signed.map(({ visitor_id }) => visitor_id));
  const transitions = (to: string) =>
    events.filter((event) => event.event_type === '$auth' && event.props_string.to === to).length;

  const countries = [
    ...groupBy(
      events.filter((event) => isUser(event) && event.country !== ''),
      ({ user_id }) => user_id,
    ).values(),
  ].map(
    (list) => [...list].sort((a, b) => b.event_at - a.event_at || (a.country < b.country ? 1 : -1))[0]?.country ?? '',
  );
  const monthFrom = nextDate(dateOf(toMs - 1), -29);

  const hours: string[] = [];
  for (let at = fromMs - (fromMs % 900_000); at < toMs; at += 900_000)
    if (hours.at(-1) !== hourOf(at)) hours.push(hourOf(at));
  const perHour = (list: readonly TestEvent[], count: (list: readonly TestEvent[]) => number) => {
    const groups = groupBy(list, ({ event_at }) => hourOf(event_at));
    return hours.map((hour) => ({ hour, activity: count(groups.get(hour) ?? []) }));
  };

  return {
    total_users: distinct(
      matching.filter((event) => isUser(event) && event.event_at < toMs).map(({ user_id }) => user_id),
    ),
    mau: distinct(
      matching
        .filter((event) => isUser(event) && event.event_at < toMs && dateOf(event.event_at) >= monthFrom)
        .map(({ user_id }) => user_id),
    ),
    visitors: visitorsOf(events),
    page_views: views.length,
    clicks: clicks.length,
    sessions: sessions.length,
    bounce_rate:
      sessions.length === 0 ? 0 : sessions.filter((list) => list.filter(isView).length === 1).length / sessions.length,
    avg_session_seconds:
      sessions.length === 0 ? 0 : durations.reduce((sum, ms) => sum + ms, 0) / sessions.length / 1_000,
    daily_users: users.new,
    daily_active_users: users.total,
    daily_active_users_split: users,
    daily_active_teams_split: split(({ team_id }) => team_id),
    users_by_country: Object.fromEntries(
      [...groupBy(countries, (name) => name)].map(([name, list]) => [name, list.length]),
    ),
    daily_page_views: perDay(views, size),
    daily_clicks: perDay(clicks, size),
    daily_visitors: perDay(events, visitorsOf),
    ...(toMs - fromMs <= 2 * DAY_MS + 3_600_000
      ? {
          hourly_page_views: perHour(views, size),
          hourly_clicks: perHour(clicks, size),
          hourly_visitors: perHour(events, visitorsOf),
        }
      : {}),
    top_pages: top(views, pathOf, isView),
    entry_pages: ends(1),
    exit_pages: ends(-1),
    top_referrers: top(views, ({ referrer }) => referrer, isView),
    top_countries: top(events, ({ country }) => country, isView),
    top_regions: regions,
    top_region:
      regions[0] === undefined
        ? null
        : {
            country_code: regions[0].country_code,
            region_code: regions[0].value,
            count: regions[0].visitors,
          },
    top_browsers: top(events, ({ browser }) => browser, isView),
    top_operating_systems: top(events, ({ os }) => os, isView),
    top_devices: top(events, ({ device }) => device, isView),
    top_events: top(
      events,
      ({ event_type }) => event_type,
      () => true,
    ),
    utm_source: utm('utm_source'),
    utm_medium: utm('utm_medium'),
    utm_campaign: utm('utm_campaign'),
    utm_term: utm('utm_term'),
    utm_content: utm('utm_content'),
    web_vitals: [
      ...groupBy(
        events.filter(({ event_type }) => event_type === '$web-vitals'),
        pathOf,
      ),
    ]
      .map(([value, list]) => ({ value, n: list.length, list }))
      .sort(byCountThenName)
      .slice(0, TOP)
      .map(({ value, n, list }) => ({
        value,
        lcp_p75: p75(list, 'lcp'),
        inp_p75: p75(list, 'inp'),
        cls_p75: p75(list, 'cls'),
        views: n,
      })),
    auth_overview: {
      signed_in: distinct(signed.filter(({ is_anonymous }) => !is_anonymous).map(({ user_id }) => user_id)),
      guests: distinct(signed.filter(({ is_anonymous }) => is_anonymous).map(({ user_id }) => user_id)),
      without_account: distinct(events.map(({ visitor_id }) => visitor_id).filter((id) => !withUser.has(id))),
      sign_ins: transitions('signed-in'),
      sign_outs: transitions('signed-out'),
    },
    recent_replays: naiveRecent(recordings, { fromMs, toMs, isFiltered: filters.length > 0 }, events),
    daily_releases: days.flatMap((date) =>
      [
        ...groupBy(
          events.filter((event) => event.release !== '' && dateOf(event.event_at) === date),
          ({ release }) => release,
        ),
      ]
        .map(([value, list]) => ({ value, n: visitorsOf(list) }))
        .sort(byCountThenName)
        .reverse()
        .map(({ value, n }) => ({ date, release: value, visitors: n })),
    ),
  };
}
