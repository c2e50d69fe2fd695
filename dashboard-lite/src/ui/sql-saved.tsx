import { useSignal } from '@preact/signals';
import { EXAMPLES } from '../sql/examples.ts';
import type { SavedQuery } from '../sql/saved.ts';
import { Icon } from './icon.tsx';

interface SavedQueriesProps {
  saved: readonly SavedQuery[];
  onOpen: (query: string) => void;
  onSave: (name: string) => void;
  onForget: (name: string) => void;
}

/** The viewer's own queries, then ours to begin with. */
export const SavedQueries = ({ saved, onOpen, onSave, onForget }: SavedQueriesProps) => {
  const name = useSignal('');
  return (
    <section class="panel sql-saved" aria-labelledby="sql-saved">
      <header class="panel-head">
        <h2 id="sql-saved">Queries</h2>
      </header>
      <form
        class="sql-save"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.value.trim() === '') return;
          onSave(name.value.trim());
          name.value = '';
        }}
      >
        <input
          type="text"
          aria-label="Name for this query"
          placeholder="Save this as…"
          maxLength={80}
          value={name.value}
          onInput={(event) => {
            name.value = event.currentTarget.value;
          }}
        />
        <button type="submit" class="button small">
          Save
        </button>
      </form>
      <ul>
        {saved.map((each) => (
          <li key={`own ${each.name}`}>
            <button type="button" onClick={() => onOpen(each.query)}>
              {each.name}
            </button>
            <button
              type="button"
              class="button small quiet"
              aria-label={`Forget ${each.name}`}
              onClick={() => onForget(each.name)}
            >
              <Icon name="close" />
            </button>
          </li>
        ))}
        {EXAMPLES.map((each) => (
          <li key={`example ${each.name}`}>
            <button type="button" onClick={() => onOpen(each.query)}>
              {each.name} <small>example</small>
            </button>
          </li>
        ))}
      </ul>
      <p class="sql-keys">Saved in this browser only.</p>
    </section>
  );
};
