import type { ActivitySplit, DayPoint, HourPoint, OverviewRange, RegionRow, TopRow } from '../../contract/index.ts';
import type { StoreClient } from '../../store/index.ts';
import { activity } from './activity.ts';
import { series } from './ask.ts';
import { dailyReleases } from './daily-releases.ts';
import type { DailySplit } from './daily-split.ts';
import { dayNumbers } from './day-numbers.ts';
import { recentReplays } from './recent-replays.ts';
import { grainOf, type OverviewQuestion, openScope, type Scope } from './scope.ts';
import { sessionNumbers } from './session-numbers.ts';
import { tables } from './tables.ts';
import { usersByCountry } from './users-by-country.ts';
import { webVitals } from './web-vitals.ts';

function split(scope: Scope, days: DailySplit): ActivitySplit {
  return {
    total: series(scope.days, days.total),
    new: series(scope.days, days.new),
    retained: series(scope.days, days.retained),
    reactivated: series(scope.days, days.reactivated),
  };
}

const hourly = (points: readonly DayPoint[]): HourPoint[] =>
  points.map(({ date, activity: value }) => ({ hour: date, activity: value }));

async function hours(scope: Scope) {
  if (scope.hours === undefined) return {};
  const boundaries = [scope.fromMs, scope.toMs, ...scope.hours.map(({ startMs }) => startMs)];
  // A day is coarser than the hours asked for, also when they all begin at one.
  const grain = scope.isFiltered || grainOf(boundaries) === 'visits' ? 'visits' : 'hour';
  const { views, clicks, visitors } = await activity(scope, scope.hours, grain);
  return {
    hourly_page_views: hourly(series(scope.hours, views)),
    hourly_clicks: hourly(series(scope.hours, clicks)),
    hourly_visitors: hourly(series(scope.hours, visitors)),
  };
}

/** Countries and regions are one value in `sets`, as regions of different countries share their names. */
function regionRow({ value, ...counts }: TopRow): RegionRow {
  const [country = '', region = ''] = value.split('|');
  return { value: region, country_code: country, ...counts };
}

/** The whole overview of one range: what can be counted together by one question, all questions at once. */
export async function overview(client: StoreClient, question: OverviewQuestion): Promise<OverviewRange> {
  const scope = openScope(client, question);
  const [numbers, countries, hoursOfRange, ofSessions, top, vitals, releases, replays] = await Promise.all([
    dayNumbers(scope),
    usersByCountry(scope),
    hours(scope),
    sessionNumbers(scope),
    tables(scope),
    webVitals(scope),
    dailyReleases(scope),
    recentReplays(scope),
  ]);
  const { mau, auth } = numbers;
  const days = numbers.activity;
  const users = split(scope, numbers.users);
  const regions = top.region.map(regionRow);
  const topRegion = regions[0];
  return {
    total_users: numbers.totalUsers,
    mau,
    visitors: days.total.visitors,
    page_views: days.total.views,
    clicks: days.total.clicks,
    ...ofSessions,
    daily_users: users.new,
    daily_active_users: users.total,
    daily_active_users_split: users,
    daily_active_teams_split: split(scope, numbers.teams),
    users_by_country: countries,
    daily_page_views: series(scope.days, days.views),
    daily_clicks: series(scope.days, days.clicks),
    daily_visitors: series(scope.days, days.visitors),
    ...hoursOfRange,
    top_pages: top.path,
    top_referrers: top.referrer,
    top_countries: top.country,
    top_regions: regions,
    top_region:
      topRegion === undefined
        ? null
        : {
            country_code: topRegion.country_code,
            region_code: topRegion.value,
            count: topRegion.visitors,
          },
    top_browsers: top.browser,
    top_operating_systems: top.os,
    top_devices: top.device,
    top_events: top.event,
    utm_source: top.utm_source,
    utm_medium: top.utm_medium,
    utm_campaign: top.utm_campaign,
    utm_term: top.utm_term,
    utm_content: top.utm_content,
    web_vitals: vitals,
    auth_overview: auth,
    daily_releases: releases,
    recent_replays: replays,
  };
}
