/** The overview of the reference design over its one JSON table, as it was after its own optimisation. */
export function baseline(since: string, until: string, online: string): Record<string, string> {
  const time = (text: string) => `toDateTime('${text}', 'UTC')`;
  const mine = "project_id = 'proj_bench' AND branch_id = 'main'";
  const range = `event_at >= ${time(since)} AND event_at < ${time(until)}`;
  const known = `coalesce(CAST(data.is_anonymous, 'Nullable(UInt8)'), 0) = 0`;
  const active = `event_type = '$token-refresh' AND ${mine} AND user_id IS NOT NULL`;
  const uuid = "'^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$'";
  const latest = `LEFT JOIN (SELECT user_id, argMax(coalesce(CAST(data.is_anonymous, 'Nullable(UInt8)'), 0), event_at) AS latest
    FROM base WHERE ${active} AND event_at < ${time(until)} GROUP BY user_id) AS known ON e.user_id = known.user_id`;
  const knownUser = `e.user_id IS NOT NULL AND coalesce(CAST(e.data.is_anonymous, 'Nullable(UInt8)'), known.latest, 0) = 0`;
  const views = `e.event_type = '$page-view' AND e.project_id = 'proj_bench' AND e.branch_id = 'main' AND e.event_at >= ${time(since)} AND e.event_at < ${time(until)}`;
  const split = (id: string, filter: string) => `
    SELECT toString(w.day) AS day, count() AS total, countIf(f.first_day = w.day) AS new,
      countIf(f.first_day < w.day AND w.prev = addDays(w.day, -1)) AS retained,
      countIf(f.first_day < w.day AND (isNull(w.prev) OR w.prev < addDays(w.day, -1))) AS reactivated
    FROM (SELECT day, k, lagInFrame(day, 1) OVER (PARTITION BY k ORDER BY day) AS prev FROM (
        SELECT DISTINCT toDate(event_at) AS day, assumeNotNull(${id}) AS k FROM base
        WHERE event_type = '$token-refresh' AND ${mine} AND ${id} IS NOT NULL AND ${range} ${filter})) AS w
    LEFT JOIN (SELECT assumeNotNull(${id}) AS k, toDate(min(event_at)) AS first_day FROM base
        WHERE event_type = '$token-refresh' AND ${mine} AND ${id} IS NOT NULL AND event_at < ${time(until)} ${filter} GROUP BY k) AS f USING (k)
    GROUP BY w.day ORDER BY w.day`;
  return {
    users_by_country: `SELECT cc AS country, count() AS users FROM (
      SELECT user_id, argMax(c, event_at) AS cc FROM (
        SELECT user_id, event_at, CAST(data.ip_info.country_code, 'Nullable(String)') AS c, CAST(data.is_anonymous, 'UInt8') AS a FROM base WHERE ${active})
      WHERE c IS NOT NULL AND a = 0 GROUP BY user_id) GROUP BY cc ORDER BY users DESC, cc`,
    daily_active_users: `SELECT toDate(event_at) AS day, uniqExact(assumeNotNull(user_id)) AS dau FROM base WHERE ${active} AND ${range} AND ${known} GROUP BY day ORDER BY day`,
    user_split: split('user_id', `AND ${known}`),
    team_split: split('team_id', ''),
    mau: `SELECT uniqExact(sipHash64(id)) AS mau FROM (SELECT lower(trim(assumeNotNull(user_id))) AS id FROM base WHERE ${active} AND ${range} AND ${known}) WHERE match(id, ${uuid})`,
    daily_events: `SELECT toDate(e.event_at) AS day, countIf(e.event_type = '$page-view' AND ${knownUser}) AS views, countIf(e.event_type = '$click' AND ${knownUser}) AS clicks,
        uniqExactIf(assumeNotNull(e.user_id), e.event_type = '$page-view' AND ${knownUser}) AS visitors
      FROM base AS e ${latest} WHERE ${views.replace("e.event_type = '$page-view'", "e.event_type IN ('$page-view', '$click')")} GROUP BY day ORDER BY day`,
    visitors: `SELECT uniqExactIf(assumeNotNull(e.user_id), ${knownUser}) AS visitors FROM base AS e ${latest} WHERE ${views}`,
    top_referrers: `SELECT nullIf(CAST(e.data.referrer, 'String'), '') AS referrer, uniqExactIf(assumeNotNull(e.user_id), ${knownUser}) AS visitors
      FROM base AS e ${latest} WHERE ${views} GROUP BY referrer HAVING visitors > 0 ORDER BY visitors DESC LIMIT 100`,
    top_region: `SELECT CAST(data.ip_info.country_code, 'Nullable(String)') AS country, CAST(data.ip_info.region_code, 'Nullable(String)') AS region,
        uniqExactIf(assumeNotNull(user_id), ${known}) AS visitors FROM base WHERE ${active} AND ${range} GROUP BY country, region HAVING visitors > 0 ORDER BY visitors DESC LIMIT 1`,
    live: `SELECT uniqExact(assumeNotNull(user_id)) AS online FROM base WHERE ${active} AND event_at >= ${time(online)} AND event_at < ${time(until)} AND ${known}`,
  };
}

/** Panels of the reference design with filters, in its cheapest form: no join, the flag stamped on every event. */
export function filteredBaseline(since: string, until: string, filter: Record<string, string>): Record<string, string> {
  const conditions = Object.entries(filter).map(([name, value]) => `AND CAST(data.${name}, 'String') = '${value}'`);
  const from = `FROM base WHERE project_id = 'proj_bench' AND branch_id = 'main' AND user_id IS NOT NULL AND event_at >= toDateTime('${since}', 'UTC')
    AND event_at < toDateTime('${until}', 'UTC') AND coalesce(CAST(data.is_anonymous, 'Nullable(UInt8)'), 0) = 0 ${conditions.join(' ')}`;
  const top = (name: string) =>
    `SELECT CAST(data.${name}, 'String') AS value, uniqExact(assumeNotNull(user_id)) AS visitors, count() AS views ${from} AND event_type = '$page-view' GROUP BY value ORDER BY visitors DESC, value LIMIT 20`;
  return {
    daily: `SELECT toDate(event_at) AS day, countIf(event_type = '$page-view') AS views, countIf(event_type = '$click') AS clicks, uniqExactIf(assumeNotNull(user_id), event_type = '$page-view') AS visitors ${from} AND event_type IN ('$page-view', '$click') GROUP BY day ORDER BY day`,
    sessions: `SELECT count() AS sessions, countIf(v = 1 AND c = 0) AS bounced, round(avg(d), 3) AS avg_s FROM (
      SELECT countIf(event_type = '$page-view') AS v, countIf(event_type = '$click') AS c, (toUnixTimestamp64Milli(max(event_at)) - toUnixTimestamp64Milli(min(event_at))) / 1000 AS d
      FROM (SELECT event_type, event_at, data ${from} AND event_type IN ('$page-view', '$click')) GROUP BY CAST(data.session_id, 'String'))`,
    top_browsers: top('browser'),
    top_devices: top('device'),
    top_referrers: top('referrer'),
    top_countries: top('country'),
  };
}
