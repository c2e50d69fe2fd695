/** Batches that did not arrive although later ones of the same segment did. */
export interface DeliveryGap {
  session_replay_segment_id: string;
  /** The first and the last missing number, both included. */
  from_seq: number;
  to_seq: number;
}

/** What clients told, summed over their segments. Only clients that tell are counted, with the highest word of each counter. */
export interface ClientWords {
  created: number;
  adopted: number;
  acked: number;
  /** Refused for good, as the clients understood it; `events.rejected` is what the server refused. */
  dead: number;
  /** Given up by the clients themselves, by reason. */
  dropped: Record<string, number>;
}

/**
 * Delivery on one day. A batch belongs to the day its first event happened on, a gap to the day of the batch behind it: that one
 * proves that something is missing. Events count on the day they happened on.
 */
export interface DeliveryDay {
  date: string;
  /** `received` plus the batches missing in all gaps. What no later batch of the segment proves is expected by nobody. */
  expected: number;
  /**
   * Different batch numbers of all segments that arrived: also those whose every event was refused, and those whose rows are in the
   * dead letters or were erased with a person. A batch that was split in two has one number.
   */
  received: number;
  /** The newest 100. Late batches fill gaps, so a past day can still get better. */
  gaps: DeliveryGap[];
  /** All gaps, also those that are not named. */
  gap_count: number;
  /**
   * Batches missing in segments that were heard of within the last 15 minutes. They may be on their way, so they are neither
   * expected nor a gap yet.
   */
  pending: number;
  events: {
    /** In the store. */
    received: number;
    /** Refused by the server one by one, with a code. */
    rejected: number;
    /** Acknowledged, refused by the store, and kept as dead letters that can be replayed. */
    dead_letters: number;
  };
  /** On the day of the last batch in which the client told anything. */
  clients: ClientWords;
}

/** `GET /api/delivery?from&to&tz` */
export interface DeliveryAnswer {
  days: DeliveryDay[];
}
