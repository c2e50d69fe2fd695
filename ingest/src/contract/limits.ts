/**
 * Plain numbers both sides agree on. This file imports nothing, so the browser SDK may load it:
 * what the client truncates to and what the server refuses can never disagree.
 */

/** One request body after inflation. */
export const MAX_BODY_BYTES = 1_048_576;
/** Events in one batch. */
export const MAX_BATCH_EVENTS = 500;
/** Visitor, session, tab, segment, page view and user ids. */
export const MAX_ID_LENGTH = 128;
export const MAX_URL_LENGTH = 4_096;
export const MAX_PATH_LENGTH = 2_048;
export const MAX_TITLE_LENGTH = 512;
/** Click text after masking. */
export const MAX_TEXT_LENGTH = 256;
export const MAX_NAME_LENGTH = 128;
/** A list of CSS selectors in a project's settings. */
export const MAX_SELECTOR_LENGTH = 2_048;
export const MAX_RELEASE_LENGTH = 128;
/** The host app's own signed token, checked and thrown away. */
export const MAX_TOKEN_LENGTH = 8_192;
/** Custom properties of one event. */
export const MAX_PROPERTIES = 64;
export const MAX_PROPERTY_KEY_BYTES = 128;
export const MAX_PROPERTY_VALUE_BYTES = 8_192;
/** Reasons for which a client drops events. */
export const MAX_DROP_REASONS = 16;
/** One fingerprint of an anchor. */
export const MAX_FINGERPRINT_LENGTH = 64;
/** The readable path of an anchor, kept for debugging only. */
export const MAX_ANCHOR_PATH_LENGTH = 256;

/** A visitor id that begins like this is none: the server makes one up for the day, and a session id with it. */
export const COOKIELESS_PREFIX = 'c:';
/** A repeated batch id gets the same ack and writes nothing for this long; clients give up at the same age. */
export const BATCH_ID_MEMORY_MS = 7 * 24 * 3_600_000;
/** Clock skew up to this is taken for network time. */
export const IGNORED_SKEW_MS = 10_000;
/** Older events are refused one by one, with `TIMESTAMP_OUT_OF_RANGE`. */
export const MAX_EVENT_AGE_MS = 30 * 24 * 3_600_000;
/** Events up to this far ahead are set to now; beyond, refused. */
export const MAX_EVENT_AHEAD_MS = 600_000;
/** One page of `GET /api/events/recent`. */
export const MAX_RECENT_EVENTS = 1_000;

/** One replay chunk after inflation: a full snapshot of some 60,000 nodes. Recorders give up on larger ones. */
export const MAX_REPLAY_BYTES = 8_388_608;
/** One replay chunk as it travels. */
export const MAX_REPLAY_WIRE_BYTES = 2_097_152;
/** Recorded events of one chunk. */
export const MAX_REPLAY_EVENTS = 10_000;
/** Text of a mark on the timeline. */
export const MAX_MARK_LABEL_LENGTH = 256;
/** A font of a recorded page; larger ones, of scripts with thousands of signs, are not kept. */
export const MAX_FONT_BYTES = 262_144;
/** A style sheet of a recorded page that is kept once; larger ones stay in each snapshot. */
export const MAX_SHEET_BYTES = 1_048_576;
/** One page of `GET /api/replays`. */
export const MAX_REPLAYS = 200;
/** One page of `GET /api/replays/:id/chunks`. */
export const MAX_REPLAY_CHUNKS = 200;

/** An uncaught error this soon after a click is taken for its consequence. */
export const ERROR_FOLLOWS_MS = 2_000;
/** The clickmap's page grid: this many columns over the page's width … */
export const GRID_COLUMNS = 100;
/** … and rows of so many CSS pixels. */
export const GRID_ROW_PX = 20;

/** Of each limit of a project, the highest that can be set. Of different values, more could fill the memory of the server by one project. */
export const MOST_OF_A_PROJECT = {
  requests_per_minute: 10_000_000,
  events_per_day: 100_000_000_000,
  paths: 200_000,
  event_names: 20_000,
  property_keys: 20_000,
} as const;
/** Of different values a day, where a project says nothing. */
export const DEFAULT_WORDS = { paths: 50_000, event_names: 1_000, property_keys: 2_000 } as const;
