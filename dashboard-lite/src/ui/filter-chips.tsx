import { removeFilter } from '../overview/question.ts';
import { countryName } from '../places.ts';
import { Icon } from './icon.tsx';

const FIELDS = new Map<string, string>(
  Object.entries({
    auth_state: 'sign-in state',
    os: 'system',
    path: 'page',
  }),
);
const VERBS = new Map<string, string>(Object.entries({ is: 'is', is_not: 'is not', matches: 'matches' }));

/** `country:is:DE` as a person would say it. */
function said(filter: string): { field: string; verb: string; value: string } {
  const [, field = '', verb = '', value = ''] = /^([^:]*):([^:]*):([\s\S]*)$/.exec(filter) ?? [];
  return {
    field: FIELDS.get(field) ?? field,
    verb: VERBS.get(verb) ?? verb,
    value: field === 'country' ? countryName(value) : value || 'none',
  };
}

/** What everything on the page is narrowed to, each with its way back. */
export const FilterChips = ({ filters }: { filters: readonly string[] }) =>
  filters.length === 0 ? null : (
    <ul class="chips" aria-label="Only what matches">
      {filters.map((filter) => {
        const { field, verb, value } = said(filter);
        return (
          <li key={filter}>
            <span>
              {field} {verb} <b>{value}</b>
            </span>
            <button type="button" onClick={() => removeFilter(filter)}>
              <Icon name="close" />
              <span class="unseen">{`Remove ${field} ${verb} ${value}`}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
