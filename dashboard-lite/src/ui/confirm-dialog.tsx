import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { ApiError } from '../api.ts';
import { Trouble } from './notice.tsx';

interface ConfirmDialogProps {
  /** On the button that opens it. */
  ask: string;
  title: string;
  /** On the button that does it. */
  act: string;
  work: () => Promise<void>;
  children: ComponentChildren;
}

/** Asks before something that cannot be taken back. */
export const ConfirmDialog = ({ ask, title, act, work, children }: ConfirmDialogProps) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const error = useSignal<ApiError | null>(null);
  const busy = useSignal(false);
  const id = useId();
  const go = async () => {
    busy.value = true;
    try {
      await work();
      error.value = null;
      dialog.current?.close();
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      error.value = thrown;
    }
    busy.value = false;
  };
  return (
    <>
      <button type="button" class="button danger" onClick={() => dialog.current?.showModal()}>
        {ask}
      </button>
      <dialog ref={dialog} class="dialog" aria-labelledby={id}>
        <h2 id={id}>{title}</h2>
        {error.value && <Trouble error={error.value} />}
        <div>{children}</div>
        <div class="actions">
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            Leave it
          </button>
          <button type="button" class="button danger" disabled={busy.value} onClick={() => void go()}>
            {act}
          </button>
        </div>
      </dialog>
    </>
  );
};
