import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { ApiError } from '../api.ts';
import { Trouble } from './notice.tsx';

interface SettingsFormProps {
  title: string;
  /** On its button; `Save` when not given. */
  act?: string;
  /** Afterwards, beside the button. */
  done?: string;
  save: (form: FormData) => Promise<void>;
  children: ComponentChildren;
}

/** Some settings that are saved together. */
export const SettingsForm = ({ title, act = 'Save', done = 'Saved.', save, children }: SettingsFormProps) => {
  const state = useSignal<'open' | 'busy' | 'done'>('open');
  const error = useSignal<ApiError | null>(null);
  const id = useId();
  const submit = async (form: HTMLFormElement) => {
    state.value = 'busy';
    error.value = null;
    try {
      await save(new FormData(form));
      state.value = 'done';
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      error.value = thrown;
      state.value = 'open';
    }
  };
  return (
    <form
      class="panel settings"
      aria-labelledby={id}
      onSubmit={(event) => {
        event.preventDefault();
        void submit(event.currentTarget);
      }}
      onInput={() => {
        state.value = 'open';
      }}
    >
      <header class="panel-head">
        <h2 id={id}>{title}</h2>
      </header>
      <div class="fields">{children}</div>
      {error.value && <Trouble error={error.value} />}
      <footer class="settings-foot">
        <span role="status">{state.value === 'done' && done}</span>
        <button type="submit" class="button primary" disabled={state.value === 'busy'}>
          {act}
        </button>
      </footer>
    </form>
  );
};

/** What ties a control to its name and its explanation. */
interface Named {
  id: string;
  'aria-describedby': string;
}

interface FieldProps {
  label: string;
  /** What it does, in a sentence. */
  note?: ComponentChildren;
  children: (named: Named) => ComponentChildren;
}

/** A named control with its explanation. */
export const Field = ({ label, note, children }: FieldProps) => {
  const id = useId();
  const named = { id, 'aria-describedby': `${id}-note` };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children(named)}
      {note && <small id={`${id}-note`}>{note}</small>}
    </div>
  );
};

/** Refused before it is asked. */
export const refuse = (message: string, hint: string) => new ApiError({ code: 'INVALID_QUERY', message, hint });
