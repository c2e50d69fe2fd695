import type { ReplayItem } from './replay-read.ts';

/** One number of a series; `date` is `YYYY-MM-DD` in the asked zone. */
export interface DayPoint {
  date: string;
  activity: number;
}

/** `hour` is `YYYY-MM-DDTHH:00` in the asked zone; one that comes twice in autumn is one point. */
export interface HourPoint {
  hour: string;
  activity: number;
}

/** Who was active on a day: for the first time ever, also the day before, or neither. The three add up to `total`. */
export interface ActivitySplit {
  total: DayPoint[];
  new: DayPoint[];
  retained: DayPoint[];
  reactivated: DayPoint[];
}

/** `views` are page views; of `top_events` it is how often the event happened. */
export interface TopRow {
  value: string;
  visitors: number;
  views: number;
}

export interface RegionRow extends TopRow {
  country_code: string;
}

export interface SessionPageRow {
  value: string;
  sessions: number;
}

export interface WebVitalsRow {
  value: string;
  lcp_p75: number | null;
  inp_p75: number | null;
  cls_p75: number | null;
  /** Page views that reported any of them. */
  views: number;
}

export interface AuthOverview {
  /** Different users with an account. */
  signed_in: number;
  /** Different guest accounts. */
  guests: number;
  /** Visitors who had no user id at any moment of the range. */
  without_account: number;
  sign_ins: number;
  sign_outs: number;
}

export interface DailyRelease {
  date: string;
  release: string;
  visitors: number;
}

/**
 * The numbers of one range. Users are distinct user ids, guests only when asked for; visitors are distinct visitor ids over all
 * events. Filters take events away; every number is what it would be if the others were all there is.
 */
export interface OverviewRange {
  /** Users seen before the end of the range, also before its beginning. */
  total_users: number;
  /** Different users of the 30 days that end with the range. */
  mau: number;
  visitors: number;
  page_views: number;
  clicks: number;
  sessions: number;
  /** Share of sessions with exactly one page view, 0 to 1. */
  bounce_rate: number;
  /** Mean of last minus first event, bounces included. */
  avg_session_seconds: number;
  /** Users seen for the first time ever. */
  daily_users: DayPoint[];
  daily_active_users: DayPoint[];
  daily_active_users_split: ActivitySplit;
  daily_active_teams_split: ActivitySplit;
  /** Users of the range by the country they were seen in last. */
  users_by_country: Record<string, number>;
  daily_page_views: DayPoint[];
  daily_clicks: DayPoint[];
  daily_visitors: DayPoint[];
  /** For ranges of up to two days. */
  hourly_page_views?: HourPoint[];
  hourly_clicks?: HourPoint[];
  hourly_visitors?: HourPoint[];
  top_pages: TopRow[];
  entry_pages: SessionPageRow[];
  exit_pages: SessionPageRow[];
  top_referrers: TopRow[];
  top_countries: TopRow[];
  top_regions: RegionRow[];
  top_region: { country_code: string; region_code: string; count: number } | null;
  top_browsers: TopRow[];
  top_operating_systems: TopRow[];
  top_devices: TopRow[];
  top_events: TopRow[];
  utm_source: TopRow[];
  utm_medium: TopRow[];
  utm_campaign: TopRow[];
  utm_term: TopRow[];
  utm_content: TopRow[];
  web_vitals: WebVitalsRow[];
  auth_overview: AuthOverview;
  daily_releases: DailyRelease[];
  /** The newest recordings of sessions with a matching event. */
  recent_replays: ReplayItem[];
}

/** `GET /api/overview` */
export interface OverviewAnswer extends OverviewRange {
  /** The range of the same length before, with `compare=previous`. */
  previous?: OverviewRange;
}

/** `GET /api/page-groups` and the answer to `PUT`. */
export interface PageGroupsAnswer {
  /** The project's own patterns, tried in this order. */
  groups: string[];
  /** Groups of more than one path that its pages fall into, with those patterns and without. */
  found: { value: string; paths: number }[];
}

/** `GET /api/live` */
export interface LiveAnswer {
  /** Different visitors of the last five minutes. */
  online_live: number;
  pages: { value: string; visitors: number }[];
  countries: { value: string; visitors: number }[];
}
