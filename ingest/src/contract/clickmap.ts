import type { Anchor } from './anchor.ts';
import type { RecordedEvent } from './replay.ts';

/**
 * What every question about a clickmap may say, as query parameters; the same under `/v1/clickmap…` with an overlay's token and under
 * `/api/clickmap…` with the secret key or the dashboard's cookie. Ranges are half-open.
 *
 * - `path`, or `page_group` such as `/p/:id`; one of the two
 * - `from`, `to`, `tz`: as for the overview
 * - `viewport_min`, `viewport_max`: CSS pixels of width, `[min, max)`
 * - `device`, `auth_state`, `release`, `country`, `team`: short for `filter=<name>:is:<value>`
 * - `filter`, repeatable: `field:is|is_not|matches:value` on one of `CLICKMAP_FILTERS`
 * - `language`: of the page, as it declares it; `origin`: of the page
 * - `kind`: which clicks, one of `CLICKMAP_KINDS`; page views, exposures and scrolling are the same for all
 * - `visitor_id`, `user_id`, `session_replay_id`: of one person, of one replay
 * - `cells`: parts of an element's box along each side, 1 to 100; 20 when not given
 * - `limit`: elements in the answer, 1 to 10,000; 2,000 when not given
 */
export const CLICKMAP_FILTERS = [
  'country',
  'region',
  'browser',
  'os',
  'device',
  'auth_state',
  'team',
  'release',
] as const;

/** `error`: an uncaught error followed on the same page view within `ERROR_FOLLOWS_MS`. */
export const CLICKMAP_KINDS = ['all', 'dead', 'rage', 'error'] as const;
export type ClickmapKind = (typeof CLICKMAP_KINDS)[number];

/** Column or part from the left, row or part from the top, clicks. */
export type ClickmapCell = [x: number, y: number, clicks: number];

export interface ClickmapTotals {
  clicks: number;
  unique_clickers: number;
  page_views: number;
  dead: number;
  rage: number;
  /** Clicks that an uncaught error followed. */
  errors: number;
}

export interface ClickmapReplay {
  session_replay_id: string;
  /** When the click happened. */
  at_ms: number;
}

/** Clicks whose anchors are equal but for the neighbours and the path. Several may be one element of today's page. */
export interface ClickmapElement {
  /** `anchorKey(anchor)`; of different anchors two may share it. */
  key: string;
  /** That of the newest click. */
  anchor: Anchor;
  tag_name: string;
  /** Of the newest click that had any: empty where texts are masked. */
  text: string;
  clicks: number;
  unique_clickers: number;
  /** Of the page's clicks, 0 to 1. */
  share: number;
  dead: number;
  rage: number;
  errors: number;
  /** Why they are called dead, the most frequent first. */
  dead_reasons: { reason: string; clicks: number }[];
  /** Page views with a click on it. */
  clicked_page_views: number;
  /** Page views that showed it for long enough to be seen; 0 where no page told. */
  exposures: number;
  /** Clicks ÷ exposures: more than 1 where people click more than once. Null without exposures. */
  rate: number | null;
  /** Wilson interval (95 %) of the share of exposures with a click on it. */
  interval: [low: number, high: number] | null;
  cells: ClickmapCell[];
  /** The newest first. */
  replays: ClickmapReplay[];
  last_at_ms: number;
  last_release: string;
}

/** `GET /v1/clickmap`, `GET /api/clickmap` */
export interface ClickmapAnswer {
  totals: ClickmapTotals;
  /** Most clicks first. */
  elements: ClickmapElement[];
  /** What `limit` cut off. */
  rest: { elements: number; clicks: number };
  /** In `GRID_COLUMNS` over the width and rows of `GRID_ROW_PX`. */
  grid: ClickmapCell[];
  /** Page views that reached this depth, in percent of the page's height: 0, 5, … 100. */
  scroll: { depth: number; page_views: number }[];
  /** Where half of the page views end without scrolling, in CSS pixels; null without page views. */
  fold_px: number | null;
  /** The page's languages with clicks of these filters, without the one on language. */
  languages: { value: string; clicks: number }[];
  /** Rises when there may be something new. */
  version: number;
}

/** `GET …/clickmap/hours`: Monday is 1, in the zone of `tz`; only hours with clicks. */
export interface ClickmapHoursAnswer {
  hours: [weekday: number, hour: number, clicks: number][];
}

/** `GET …/clickmap/pages?pages=paths|groups`: no `path` is needed; with an overlay's token those of its scope. */
export interface ClickmapPagesAnswer {
  /** Most clicks first. */
  pages: ClickmapPage[];
  /** Elements with the highest click-through rate, by the lower end of the interval. */
  leaders: ClickmapLeader[];
}

export interface ClickmapPage {
  value: string;
  clicks: number;
  unique_clickers: number;
  page_views: number;
  /** Of its clicks, 0 to 1. */
  dead_share: number;
  rage_share: number;
}

export interface ClickmapLeader
  extends Pick<
    ClickmapElement,
    'key' | 'anchor' | 'tag_name' | 'text' | 'clicks' | 'clicked_page_views' | 'exposures' | 'rate' | 'interval'
  > {
  /** The page or page group. */
  page: string;
}

/**
 * `GET …/clickmap/compare`: two sides of one page. The usual parameters describe both; those of the second side that begin with `b_`
 * (`b_from`, `b_to`, `b_release`, `b_auth_state`, `b_device`) take their place there.
 */
export interface ClickmapCompareAnswer {
  a: ClickmapTotals;
  b: ClickmapTotals;
  /** The largest certain changes first, then by clicks. */
  elements: ClickmapComparedElement[];
  rest: { elements: number; clicks: number };
  version: number;
}

export interface ClickmapSide {
  clicks: number;
  unique_clickers: number;
  dead: number;
  exposures: number;
  clicked_page_views: number;
  /** Clicked page views ÷ page views of `ClickmapComparedElement.base`; null without any. */
  rate: number | null;
}

/** `not-enough-data`: a difference as large as one worth knowing could be chance, or hide in it. */
export type ClickmapChange = 'more' | 'fewer' | 'steady' | 'new' | 'vanished' | 'not-enough-data';

/** Elements that answer to the same name, target, item and section: what can be told without the page, so two may be one here. */
export interface ClickmapComparedElement {
  /** Every key that was added up. */
  keys: string[];
  anchor: Anchor;
  tag_name: string;
  text: string;
  a: ClickmapSide;
  b: ClickmapSide;
  change: ClickmapChange;
  is_newly_dead: boolean;
  /** What the rates are of: page views that showed it, or all of the page where one side has no exposures. */
  base: 'exposures' | 'page_views';
  /** Rate of b minus rate of a. */
  delta: number | null;
  /** Newcombe interval (95 %) of it. */
  interval: [low: number, high: number] | null;
  /** Two-sided, before the correction for the number of elements. */
  p_value: number | null;
}

/**
 * `GET /api/clickmap/preview`: the page as the newest recording that meets the question saw it, to draw the map on where the page
 * itself cannot be opened. Null without one: then the clicks themselves tell where their elements stood.
 */
export interface ClickmapPreviewAnswer {
  snapshot: ClickmapSnapshot | null;
  /** Null with a snapshot, and where no click tells a box. */
  wireframe: ClickmapWireframe | null;
}

/** Boxes of clicked elements in windows of the most frequent width, in CSS pixels of the page. */
export interface ClickmapWireframe {
  width: number;
  /** Of the page. */
  height: number;
  viewport_height: number;
  /** Most clicks first. */
  boxes: ClickmapBox[];
}

export interface ClickmapBox {
  /** That of its `ClickmapElement`. */
  key: string;
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface ClickmapSnapshot {
  session_replay_id: string;
  /** The moment that the events lead to. */
  at_ms: number;
  viewport_width: number;
  viewport_height: number;
  /** A whole picture of the page and what changed until that moment, for the player. */
  events: RecordedEvent[];
}
