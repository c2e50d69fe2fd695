import { EVENT_COLUMNS } from '../store/index.ts';

const FIRST = EVENT_COLUMNS.indexOf('event_id');
const PLACES = new Map(EVENT_COLUMNS.map((column, index) => [column, index - FIRST]));

/** A row's own part with some of its columns filled in, wherever in the layout they lie. */
export function placed(own: string, values: Readonly<Record<string, string>>): string {
  const fields = own.split('\t');
  for (const [column, value] of Object.entries(values)) {
    const at = PLACES.get(column) ?? fields.length;
    while (fields.length < at) fields.push('');
    fields[at] = value;
  }
  return fields.join('\t');
}
