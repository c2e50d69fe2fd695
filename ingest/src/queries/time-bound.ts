/** A half-open range `[fromMs, toMs)` of when events happened; an open end is undefined. */
export interface TimeRange {
  fromMs?: number | undefined;
  toMs?: number | undefined;
}

/** The conditions for a range, with their parameters. Fixed text: values travel as typed placeholders. */
export function timeConditions({ fromMs, toMs }: TimeRange): { conditions: string[]; params: Record<string, number> } {
  return {
    conditions: [
      ...(fromMs === undefined ? [] : ['event_at >= fromUnixTimestamp64Milli({from_ms:Int64})']),
      ...(toMs === undefined ? [] : ['event_at < fromUnixTimestamp64Milli({to_ms:Int64})']),
    ],
    params: {
      ...(fromMs === undefined ? {} : { from_ms: fromMs }),
      ...(toMs === undefined ? {} : { to_ms: toMs }),
    },
  };
}
