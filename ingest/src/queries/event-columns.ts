import type { AuthState } from '../contract/index.ts';

const HEAD_COLUMNS = [
  'toString(event_id) AS id',
  'event_type',
  'toUnixTimestamp64Milli(event_at) AS event_at_ms',
  'toUnixTimestamp64Milli(received_at) AS received_at_ms',
  'visitor_id',
  'user_id',
  'is_anonymous',
  'auth_state',
  'team_id',
  'session_id',
  'tab_id',
  'session_replay_segment_id',
  'page_view_id',
  'url',
  'path',
  'browser',
  'os',
  'device',
  'country',
  'release',
];

const DATA_COLUMNS = [
  'referrer',
  'title',
  'entry_type',
  'viewport_width',
  'viewport_height',
  'screen_width',
  'screen_height',
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_term',
  'utm_content',
  'anchor',
  'tag_name',
  'text',
  'href',
  'x',
  'y',
  'page_x',
  'page_y',
  'element_x',
  'element_y',
  'element_width',
  'element_height',
  'page_width',
  'page_height',
  'input',
  'dead',
  'rage',
  'props_string',
  'props_number',
  'props_boolean',
];

/** A fixed list: nothing in it ever comes from a request. */
export const EVENT_COLUMNS = [...HEAD_COLUMNS, ...DATA_COLUMNS].join(', ');

/** What `EVENT_COLUMNS` answers. */
export interface EventRow {
  id: string;
  event_type: string;
  event_at_ms: string;
  received_at_ms: string;
  visitor_id: string;
  user_id: string;
  is_anonymous: boolean;
  auth_state: AuthState;
  team_id: string;
  session_id: string;
  tab_id: string;
  session_replay_segment_id: string;
  page_view_id: string;
  url: string;
  path: string;
  browser: string;
  os: string;
  device: string;
  country: string;
  release: string;
  referrer: string;
  title: string;
  entry_type: string;
  viewport_width: number;
  viewport_height: number;
  screen_width: number;
  screen_height: number;
  utm_source: string;
  utm_medium: string;
  utm_campaign: string;
  utm_term: string;
  utm_content: string;
  anchor: string;
  tag_name: string;
  text: string;
  href: string;
  x: number;
  y: number;
  page_x: number;
  page_y: number;
  element_x: number;
  element_y: number;
  element_width: number;
  element_height: number;
  page_width: number;
  page_height: number;
  input: string;
  dead: string;
  rage: number;
  props_string: Record<string, string>;
  props_number: Record<string, number>;
  props_boolean: string[];
}
