import { useSignal } from '@preact/signals';
import { addFilter } from '../overview/question.ts';
import { Icon } from './icon.tsx';

const FIELDS = [
  ['path', 'Page'],
  ['referrer', 'Referrer'],
  ['country', 'Country code'],
  ['region', 'Region'],
  ['browser', 'Browser'],
  ['os', 'System'],
  ['device', 'Device'],
  ['auth_state', 'Sign-in state'],
  ['team', 'Team'],
  ['release', 'Release'],
  ['event', 'Event'],
] as const;

/** Any filter at all, also those no table offers: `*` stands for anything. */
export const FilterForm = ({ without = [] }: { without?: readonly string[] }) => {
  const open = useSignal(false);
  const add = (event: SubmitEvent) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget as HTMLFormElement);
    const value = String(given.get('value'));
    const verb = value.includes('*') && given.get('verb') === 'is' ? 'matches' : String(given.get('verb'));
    addFilter(`${given.get('field')}:${verb}:${value}`);
    open.value = false;
  };
  return (
    <details
      class="menu filter-form"
      open={open.value}
      onToggle={(event) => {
        open.value = (event.currentTarget as HTMLDetailsElement).open;
      }}
    >
      <summary class="button small">
        <Icon name="filter" />
        Filter
      </summary>
      <form onSubmit={add}>
        <label>
          What
          <select name="field">
            {FIELDS.filter(([value]) => !without.includes(value)).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label>
          How
          <select name="verb">
            <option value="is">is</option>
            <option value="is_not">is not</option>
          </select>
        </label>
        <label>
          Value
          <input name="value" required placeholder="/products/*" autocomplete="off" spellcheck={false} />
        </label>
        <button type="submit" class="button small primary">
          Add
        </button>
      </form>
    </details>
  );
};
