import { likePattern } from '../like-pattern.ts';

/** What each field of a filter looks at in `replays`: fixed text with `{test}` for the comparison, so that no name of a request reaches SQL. */
const TEXT_FIELDS = {
  country: 'country {test}',
  device: 'device {test}',
  browser: 'browser {test}',
  os: 'os {test}',
  release: 'release {test}',
  auth_state: 'toString(auth_state) {test}',
  visitor: 'visitor_id {test}',
  user: 'arrayExists(each -> each {test}, user_ids)',
  /** A browser or an account, whichever has this id. */
  person: '(visitor_id {test} OR arrayExists(each -> each {test}, user_ids))',
  team: 'arrayExists(each -> each {test}, team_ids)',
  path: 'arrayExists(each -> each {test}, paths)',
  event: 'arrayExists(each -> each {test}, event_names)',
  note: 'arrayExists(each -> each {test}, notes)',
} as const;

const NUMBER_FIELDS = {
  duration_ms: "dateDiff('millisecond', started_at, ended_at)",
  clicks: 'click_count',
  errors: 'error_count',
  dead: 'dead_count',
  rage: 'rage_count',
  pages: 'page_count',
  tabs: 'tab_count',
} as const;

type TextField = keyof typeof TEXT_FIELDS;
type NumberField = keyof typeof NUMBER_FIELDS;

export const REPLAY_FILTER_FIELDS = [...Object.keys(TEXT_FIELDS), ...Object.keys(NUMBER_FIELDS)];

/** `country:is:DE`, `path:matches:/shop/*`, `clicks:at_least:3`. */
export type ReplayFilter =
  | { field: TextField; operator: 'is' | 'is_not' | 'matches'; value: string }
  | { field: NumberField; operator: 'at_least' | 'at_most'; value: number };

const isTextField = (name: string): name is TextField => Object.hasOwn(TEXT_FIELDS, name);
const isNumberField = (name: string): name is NumberField => Object.hasOwn(NUMBER_FIELDS, name);

/** Reads `field:operator:value`; everything after the second colon is the value. Undefined when it is none. */
export function parseReplayFilter(text: string): ReplayFilter | undefined {
  const [, field = '', operator = '', value = ''] = /^([a-z_]+):([a-z_]+):([\s\S]*)$/.exec(text) ?? [];
  if (isTextField(field) && (operator === 'is' || operator === 'is_not' || operator === 'matches'))
    return { field, operator, value };
  if (isNumberField(field) && (operator === 'at_least' || operator === 'at_most') && /^\d{1,12}$/.test(value))
    return { field, operator, value: Number(value) };
  return undefined;
}

export interface ReplayCondition {
  sql: string;
  params: Record<string, unknown>;
}

/** Filters of one field that say what it is are alternatives; everything else must hold together. */
export function compileReplayFilters(filters: readonly ReplayFilter[]): ReplayCondition {
  const params: Record<string, unknown> = {};
  const wanted = new Map<string, string[]>();
  const all: string[] = [];
  for (const [index, filter] of filters.entries()) {
    const name = `filter_${index}`;
    if (typeof filter.value === 'number') {
      params[name] = filter.value;
      all.push(
        `${NUMBER_FIELDS[filter.field as NumberField]} ${filter.operator === 'at_least' ? '>=' : '<='} {${name}:Int64}`,
      );
      continue;
    }
    const isPattern = filter.operator === 'matches';
    params[name] = isPattern ? likePattern(filter.value) : filter.value;
    const test = isPattern ? `LIKE {${name}:String}` : `= {${name}:String}`;
    const sql = TEXT_FIELDS[filter.field as TextField].replaceAll('{test}', test);
    if (filter.operator === 'is_not') all.push(`NOT (${sql})`);
    else wanted.set(filter.field, [...(wanted.get(filter.field) ?? []), sql]);
  }
  for (const alternatives of wanted.values()) all.push(`(${alternatives.join(' OR ')})`);
  return { sql: all.length === 0 ? 'true' : all.join(' AND '), params };
}
