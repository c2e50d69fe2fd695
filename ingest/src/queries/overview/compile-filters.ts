import { likePattern } from '../like-pattern.ts';
import type { Filter, FilterField } from './filter.ts';
import type { PageGroups } from './page-group.ts';

/** A condition over `visits`: fixed text with typed placeholders, and what goes into them. */
export interface Condition {
  sql: string;
  params: Record<string, unknown>;
}

/** `visits` knows teams by number; no team is an empty name. */
const teams = (test: string) => `(
  team IN (SELECT id FROM ids WHERE project = {project:String} AND kind = 'team' AND key ${test}) OR (team = 0 AND '' ${test}))`;

/** A path may also be given as the page group it belongs to. Groups are worked out once per path, not once per row. */
const paths = (test: string, groups: PageGroups) => `path IN (
  SELECT path FROM (SELECT DISTINCT path FROM visits WHERE project = {project:String})
  WHERE path ${test} OR ${groups.of('path')} ${test})`;

function one({ field, operator, value }: Filter, placeholder: string, groups: PageGroups): Condition {
  const isPattern = operator === 'matches';
  const test = isPattern ? `LIKE {${placeholder}:String}` : `= {${placeholder}:String}`;
  const isGroup = field === 'path' && value.includes('/:');
  return {
    sql: conditionOn(field, test, isGroup ? groups : undefined),
    params: { [placeholder]: isPattern ? likePattern(value) : value },
  };
}

function conditionOn(field: FilterField, test: string, groups: PageGroups | undefined): string {
  if (field === 'team') return teams(test);
  if (field === 'auth_state') return `toString(auth_state) ${test}`;
  // What is left is named as its column.
  return groups ? paths(test, groups) : `${field} ${test}`;
}

/**
 * Filters of one field that say what it is are alternatives; everything else must hold together. So `country:is:DE` with
 * `country:is:FR` means either, `device:is:mobile` besides means both, and every `is_not` takes something away.
 */
export function compileFilters(filters: readonly Filter[], groups: PageGroups): Condition {
  const params: Record<string, unknown> = {};
  const wanted = new Map<FilterField, string[]>();
  const all: string[] = [];
  for (const [index, filter] of filters.entries()) {
    const { sql, params: own } = one(filter, `filter_${index}`, groups);
    Object.assign(params, own);
    if (filter.operator === 'is_not') all.push(`NOT (${sql})`);
    else wanted.set(filter.field, [...(wanted.get(filter.field) ?? []), sql]);
  }
  for (const alternatives of wanted.values()) all.push(`(${alternatives.join(' OR ')})`);
  return { sql: all.length === 0 ? 'true' : all.join(' AND '), params };
}
