import type { Placeholder } from '../sql/placeholders.ts';

interface SqlParametersProps {
  placeholders: readonly Placeholder[];
  values: Readonly<Record<string, string>>;
  onChange: (name: string, value: string) => void;
  onRun: () => void;
}

/** A field for each `{name:Type}` of the query. */
export const SqlParameters = ({ placeholders, values, onChange, onRun }: SqlParametersProps) =>
  placeholders.length === 0 ? null : (
    <form
      class="sql-parameters"
      onSubmit={(event) => {
        event.preventDefault();
        onRun();
      }}
    >
      {placeholders.map(({ name, type }) => (
        <label key={name}>
          <span>
            {name} <small>{type}</small>
          </span>
          <input
            type="text"
            spellcheck={false}
            value={values[name] ?? ''}
            onInput={(event) => onChange(name, event.currentTarget.value)}
          />
        </label>
      ))}
      <button type="submit" class="unseen" tabIndex={-1}>
        Run
      </button>
    </form>
  );
