import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { ApiError } from '../api.ts';
import { formatCount, formatShare } from '../format.ts';
import type { PersonKind } from '../people/people-api.ts';
import { beginErasure, readErasure } from '../people/people-api.ts';
import type { ErasureJob } from '../wire.ts';
import { Trouble } from './notice.tsx';

const LOOK_EVERY_MS = 400;
const pause = () => new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));

const Proof = ({ job }: { job: ErasureJob }) => {
  if (job.state === 'failed')
    return <p role="alert">It did not work; the server's log says why. Nothing was half done.</p>;
  if (!job.result)
    return (
      <p role="status">
        Erasing… <progress value={job.progress} /> {formatShare(job.progress)}
      </p>
    );
  const { before, after, months, differing } = job.result;
  return (
    <div role="status">
      <table class="proof">
        <caption>Rows about this person</caption>
        <thead>
          <tr>
            <th scope="col">Table</th>
            <th scope="col">Before</th>
            <th scope="col">Now</th>
          </tr>
        </thead>
        <tbody>
          {Object.keys(before).map((table) => (
            <tr key={table}>
              <th scope="row">{table}</th>
              <td>{formatCount(before[table] ?? 0)}</td>
              <td>{formatCount(after[table] ?? 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        {formatCount(months.length)} months were computed again; {formatCount(differing)} derived numbers differ from
        the events.
      </p>
    </div>
  );
};

/** Erases somebody after their id was typed, and shows the proof. */
export const EraseDialog = ({ kind, id }: { kind: PersonKind; id: string }) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const job = useSignal<ErasureJob | null>(null);
  const error = useSignal<ApiError | null>(null);
  const typed = useSignal('');
  const word = id.slice(-6);
  const erase = async (event: SubmitEvent) => {
    event.preventDefault();
    try {
      job.value = await beginErasure(kind, id);
      while (job.value.state === 'running') {
        await pause();
        job.value = await readErasure(job.value.job_id);
      }
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      error.value = thrown;
    }
  };
  return (
    <>
      <button type="button" class="button danger" onClick={() => dialog.current?.showModal()}>
        Erase…
      </button>
      <dialog ref={dialog} class="dialog" aria-labelledby="erase-title">
        <h2 id="erase-title">Erase this person</h2>
        {error.value && <Trouble error={error.value} />}
        {job.value ? (
          <Proof job={job.value} />
        ) : (
          <form id="erase" onSubmit={(event) => void erase(event)}>
            <p>Every event, replay and number of theirs is removed from the disk. This cannot be undone.</p>
            {kind === 'user' && (
              <p>
                So is what their browsers did while nobody was signed in. Only on a browser that other accounts use too
                it stays: whose it is, nobody knows.
              </p>
            )}
            <label>
              Type <b>{word}</b> to go on
              <input
                autocomplete="off"
                spellcheck={false}
                onInput={(event) => {
                  typed.value = event.currentTarget.value;
                }}
              />
            </label>
          </form>
        )}
        <div class="actions">
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            Close
          </button>
          {!job.value && (
            <button type="submit" form="erase" class="button danger" disabled={typed.value !== word}>
              Erase
            </button>
          )}
        </div>
      </dialog>
    </>
  );
};
