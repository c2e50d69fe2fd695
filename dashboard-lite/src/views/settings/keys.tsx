import { useSignal } from '@preact/signals';
import { ApiError } from '../../api.ts';
import { endOldKey, type KeyKind, makeKey } from '../../settings/settings-api.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Copy } from '../../ui/copy.tsx';
import { Trouble } from '../../ui/notice.tsx';
import type { ProjectFacts } from '../../wire.ts';

const NOTES = {
  public: 'Stands in your pages and can only write.',
  secret:
    'Reads everything of this project and changes its settings. It exists here as a hash: a lost one is replaced.',
};

interface KeysOfProps {
  kind: KeyKind;
  facts: ProjectFacts;
  refresh: () => Promise<void>;
}

const KeysOf = ({ kind, facts, refresh }: KeysOfProps) => {
  const made = useSignal<string | undefined>(undefined);
  const error = useSignal<ApiError | null>(null);
  const count = kind === 'public' ? facts.public_keys.length : facts.secret_keys;
  const make = async () => {
    try {
      const answer = await makeKey(kind);
      made.value = answer.secret_key;
      error.value = null;
      await refresh();
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      error.value = thrown;
    }
  };
  const title = kind === 'public' ? 'Public key' : 'Secret key';
  return (
    <section class="panel settings" aria-label={title}>
      <header class="panel-head">
        <h2>{title}</h2>
      </header>
      <div class="fields">
        <p>{NOTES[kind]}</p>
        {kind === 'public' &&
          facts.public_keys.map((key, at) => (
            <div key={key} class="field">
              {count > 1 && <b>{at === 0 ? 'The new one' : 'The old one, which still works'}</b>}
              <Copy text={key} label={`Copy ${at === 0 ? 'the public key' : 'the old public key'}`} />
            </div>
          ))}
        {kind === 'secret' && (
          <p>{count > 1 ? 'Two secret keys work: the newest, and the one before it.' : 'One secret key works.'}</p>
        )}
        {made.value && (
          <div class="field" role="status">
            <b>Your new secret key. It is shown now and never again.</b>
            <Copy text={made.value} label="Copy the secret key" />
          </div>
        )}
      </div>
      {error.value && <Trouble error={error.value} />}
      <footer class="settings-foot">
        {count > 1 && (
          <ConfirmDialog
            ask="End the old key…"
            title={`End the old ${kind} key`}
            act="End it"
            work={async () => {
              await endOldKey(kind);
              await refresh();
            }}
          >
            <p>
              {kind === 'public'
                ? 'Pages that still carry it are refused from now on; what their browsers keep is not lost for a week.'
                : 'Whoever signed in by it is signed out, and requests with it are refused from now on.'}
            </p>
          </ConfirmDialog>
        )}
        {count < 2 && (
          <button type="button" class="button" onClick={() => void make()}>
            Make a new {kind} key
          </button>
        )}
      </footer>
    </section>
  );
};

/** Two of each kind work while pages and programs move from one to the other. */
export const Keys = ({ facts, refresh }: Omit<KeysOfProps, 'kind'>) => (
  <>
    <KeysOf kind="public" facts={facts} refresh={refresh} />
    <KeysOf kind="secret" facts={facts} refresh={refresh} />
  </>
);
