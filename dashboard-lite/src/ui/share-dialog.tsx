import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { ApiError } from '../api.ts';
import { formatMoment } from '../format.ts';
import { share, unshare } from '../replays/replay-api.ts';
import { parameter } from '../state.ts';
import type { ShareAnswer } from '../wire.ts';
import { CopyLink } from './copy-link.tsx';
import { Icon } from './icon.tsx';
import { Trouble } from './notice.tsx';

const HOUR_S = 3_600;
const TERMS = [
  [HOUR_S, 'an hour'],
  [24 * HOUR_S, 'a day'],
  [7 * 24 * HOUR_S, 'a week'],
  [30 * 24 * HOUR_S, '30 days'],
] as const;

/** Makes a public link that ends by itself, and takes it back. */
export const ShareDialog = ({ id }: { id: string }) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const made = useSignal<ShareAnswer | null>(null);
  const error = useSignal<ApiError | null>(null);
  const attempt = async (work: () => Promise<void>) => {
    try {
      await work();
      error.value = null;
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      error.value = thrown;
    }
  };
  const make = (event: SubmitEvent) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget as HTMLFormElement);
    void attempt(async () => {
      made.value = await share(id, Number(given.get('second')) * 1_000, Number(given.get('term')));
    });
  };
  const takeBack = () =>
    attempt(async () => {
      if (made.value) await unshare(made.value.share_id);
      made.value = null;
    });
  return (
    <>
      <button type="button" class="button" onClick={() => dialog.current?.showModal()}>
        <Icon name="share" />
        Share…
      </button>
      <dialog ref={dialog} class="dialog" aria-labelledby="share-title">
        <h2 id="share-title">Share this recording</h2>
        {error.value && <Trouble error={error.value} />}
        {made.value ? (
          <div>
            <p>Whoever has this link can watch until {formatMoment(made.value.expires_at_ms)}.</p>
            <input
              readOnly
              value={made.value.url}
              aria-label="Link"
              onFocus={(event) => event.currentTarget.select()}
            />
            <div class="actions">
              <button type="button" class="button danger" onClick={() => void takeBack()}>
                Take it back
              </button>
              <CopyLink address={made.value.url} label="Copy" />
            </div>
          </div>
        ) : (
          <form id="share" onSubmit={make}>
            <p>Anybody with the link sees this one recording, and nothing of who it is about.</p>
            <label>
              It works for
              <select name="term">
                {TERMS.map(([seconds, label]) => (
                  <option key={seconds} value={seconds} selected={label === 'a week'}>
                    {label}
                  </option>
                ))}
              </select>
            </label>
            <label>
              and begins at second
              <input type="number" name="second" min={0} defaultValue={parameter('at') ?? '0'} />
            </label>
          </form>
        )}
        <div class="actions">
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            Close
          </button>
          {!made.value && (
            <button type="submit" form="share" class="button primary">
              Make a link
            </button>
          )}
        </div>
      </dialog>
    </>
  );
};
