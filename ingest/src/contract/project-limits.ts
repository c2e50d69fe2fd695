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
  paths: WordUse;
  event_names: WordUse;
  property_keys: WordUse;
  /** `mark`: kept, with the reason in the column `bot`. `drop`: refused with `BOT_REFUSED`. Counts by reason. */
  bots: { policy: 'mark' | 'drop'; events_today: Record<string, number> };
}
