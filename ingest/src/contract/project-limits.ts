/** What a project may take. 0 and absent both mean: the default. */
export interface ProjectLimits {
  /**
   * Requests of all browsers together, a minute, on one server. No default: a public key can be copied, and whoever floods with it would
   * shut people out.
   */
  requests_per_minute?: number | undefined;
  /** Events a day (UTC), over all servers. No default. */
  events_per_day?: number | undefined;
  /** Different values a day, before the rest counts as `(other)`. */
  paths?: number | undefined;
  event_names?: number | undefined;
  property_keys?: number | undefined;
}

/** `mark`: events of machines are kept, with the reason in the column `bot`. `drop`: they are refused with `BOT_REFUSED`. */
export type BotPolicy = 'mark' | 'drop';

/** Different values of one kind, today (UTC) and on the server that answers. */
export interface WordUse {
  used: number;
  cap: number;
  /** Events or properties whose value came after the cap: counted as `(other)`, with the value kept beside. */
  overflowed: number;
}

/** `GET /api/limits`: what the project may take, and how much of it is used. */
export interface LimitsAnswer {
  /** Null: no limit of its own. */
  requests_per_minute: number | null;
  events_per_day: number | null;
  /** Null without a quota. */
  events_today: number | null;
  /** Requests that these two sent away, by error code, on the server that answers. Browsers keep what is in them and come again. */
  refused_today: Partial<Record<'RATE_LIMITED' | 'EVENT_QUOTA_REACHED', number>>;
  paths: WordUse;
  event_names: WordUse;
  property_keys: WordUse;
  /** Counts by reason. */
  bots: { policy: BotPolicy; events_today: Record<string, number> };
}
