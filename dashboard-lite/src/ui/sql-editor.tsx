import { useSignal } from '@preact/signals';

interface SqlEditorProps {
  value: string;
  onChange: (value: string) => void;
  onRun: () => void;
}

const INDENT = '  ';

/** Ctrl+Enter runs. Tab indents, until Escape gives it back to moving on, so that nobody is caught inside. */
export const SqlEditor = ({ value, onChange, onRun }: SqlEditorProps) => {
  const leaves = useSignal(false);

  const press = (event: KeyboardEvent) => {
    const field = event.currentTarget as HTMLTextAreaElement;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onRun();
    } else if (event.key === 'Escape') leaves.value = true;
    else if (event.key === 'Tab' && !event.shiftKey && !leaves.value) {
      event.preventDefault();
      field.setRangeText(INDENT, field.selectionStart, field.selectionEnd, 'end');
      onChange(field.value);
    } else if (event.key !== 'Tab' && event.key !== 'Shift') leaves.value = false;
  };

  return (
    <div class="sql-editor">
      <label class="unseen" for="sql-text">
        Query
      </label>
      <textarea
        id="sql-text"
        spellcheck={false}
        autocapitalize="off"
        autocomplete="off"
        aria-describedby="sql-keys"
        rows={Math.min(24, Math.max(8, value.split('\n').length + 1))}
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
        onKeyDown={press}
        onBlur={() => {
          leaves.value = false;
        }}
      />
      <p id="sql-keys" class="sql-keys">
        {leaves.value ? 'Tab now moves on.' : 'Ctrl + Enter runs. Tab indents; Escape, then Tab moves on.'}
      </p>
    </div>
  );
};
