/** The columns that may be filtered on: a closed list, so that no name from a request ever reaches SQL. */
export const FILTER_FIELDS = [
  'country',
  'region',
  'referrer',
  'browser',
  'os',
  'device',
  'path',
  'auth_state',
  'team',
  'release',
  'event',
] as const;
export type FilterField = (typeof FILTER_FIELDS)[number];

export const FILTER_OPERATORS = ['is', 'is_not', 'matches'] as const;
export type FilterOperator = (typeof FILTER_OPERATORS)[number];

/** `country:is:DE` */
export interface Filter {
  field: FilterField;
  operator: FilterOperator;
  value: string;
}

/** Reads `field:operator:value`; everything after the second colon is the value. Undefined when it is none. */
export function parseFilter(text: string): Filter | undefined {
  const [, name = '', verb = '', value = ''] = /^([a-z_]+):([a-z_]+):([\s\S]*)$/.exec(text) ?? [];
  const field = FILTER_FIELDS.find((known) => known === name);
  const operator = FILTER_OPERATORS.find((known) => known === verb);
  return field && operator && { field, operator, value };
}
