import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Icon } from './icon.tsx';

/** Long enough to be read, short enough not to lie about the clipboard for long. */
const DONE_MS = 2_000;

/** Code to take away. Without clipboard rights the text is selected instead, one key press from copied. */
export const Copy = ({ text, label }: { text: string; label: string }) => {
  const done = useSignal(false);
  useEffect(() => {
    if (!done.value) return;
    const timer = setTimeout(() => {
      done.value = false;
    }, DONE_MS);
    return () => clearTimeout(timer);
  }, [done.value]);

  const copy = async (button: HTMLElement) => {
    try {
      await navigator.clipboard.writeText(text);
      done.value = true;
    } catch {
      const code = button.parentElement?.querySelector('code');
      if (code) getSelection()?.selectAllChildren(code);
    }
  };

  return (
    <div class="code">
      <pre>
        <code>{text}</code>
      </pre>
      <button type="button" class="button small" aria-label={label} onClick={(event) => void copy(event.currentTarget)}>
        <Icon name={done.value ? 'check' : 'copy'} />
        <span aria-live="polite">{done.value ? 'Copied' : 'Copy'}</span>
      </button>
    </div>
  );
};
