import { useSignal } from '@preact/signals';
import { Icon } from './icon.tsx';

const DONE_MS = 2_000;

/** Copies an address; where the clipboard is closed to us, shows it to be copied by hand. */
export const CopyLink = ({ address, label }: { address: string; label: string }) => {
  const state = useSignal<'idle' | 'done' | 'closed'>('idle');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address);
      state.value = 'done';
      setTimeout(() => {
        state.value = 'idle';
      }, DONE_MS);
    } catch {
      state.value = 'closed';
    }
  };
  return (
    <span class="copy-link">
      <button type="button" class="button small quiet" onClick={() => void copy()}>
        <Icon name={state.value === 'done' ? 'check' : 'copy'} />
        <span aria-live="polite">{state.value === 'done' ? 'Copied' : label}</span>
      </button>
      {state.value === 'closed' && <input readOnly value={address} onFocus={(event) => event.currentTarget.select()} />}
    </span>
  );
};
