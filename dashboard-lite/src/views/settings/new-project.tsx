import { useSignal } from '@preact/signals';
import { enter, refusal, session } from '../../session.ts';
import { linesIn, originOfLine, textIn } from '../../settings/fields.ts';
import { makeProject } from '../../settings/settings-api.ts';
import { go } from '../../state.ts';
import { Copy } from '../../ui/copy.tsx';
import { Link } from '../../ui/link.tsx';
import { Field, SettingsForm } from '../../ui/settings-form.tsx';
import type { NewKeysAnswer } from '../../wire.ts';

const Made = ({ answer }: { answer: NewKeysAnswer }) => (
  <section class="panel settings" aria-label="Your new project">
    <header class="panel-head">
      <h2>{answer.project.name} is there</h2>
    </header>
    <div class="fields">
      <div class="field">
        <b>Its secret key. It is shown now and never again.</b>
        <Copy text={answer.secret_key ?? ''} label="Copy the secret key" />
        <small>For the API, for assistants, and for signing in to this project alone.</small>
      </div>
    </div>
    <footer class="settings-foot">
      <Link href={`/install?project=${encodeURIComponent(answer.project.id)}`} class="button primary">
        Put the snippet on a page
      </Link>
    </footer>
  </section>
);

/** Another site: made here, or opened with its key. */
export const NewProject = ({ mayCreate }: { mayCreate: boolean }) => {
  const made = useSignal<NewKeysAnswer | null>(null);
  if (made.value) return <Made answer={made.value} />;
  return (
    <>
      {mayCreate && (
        <SettingsForm
          title="Make a project"
          act="Make it"
          save={async (form) => {
            const origins = linesIn(form, 'origins').map(originOfLine);
            made.value = await makeProject({ name: textIn(form, 'name'), origins });
          }}
        >
          <Field label="Name" note="One site or app. Its numbers, keys and settings are its own.">
            {(named) => <input name="name" maxLength={128} required autocomplete="off" {...named} />}
          </Field>
          <Field label="Where it lives" note="One origin a line, such as https://shop.example. Can wait.">
            {(named) => <textarea name="origins" rows={2} spellcheck={false} {...named} />}
          </Field>
        </SettingsForm>
      )}
      <SettingsForm
        title="Open one that exists"
        act="Open it"
        save={async (form) => {
          await enter({ secret_key: textIn(form, 'secret_key') });
          const refused = refusal.value;
          refusal.value = null;
          if (refused) throw refused;
          go(`/overview?project=${encodeURIComponent(session.value?.projects[0]?.id ?? '')}`);
        }}
      >
        <Field label="Secret key" note="Its project joins those of this sign-in.">
          {(named) => (
            <input name="secret_key" type="password" autocomplete="off" placeholder="sk_…" required {...named} />
          )}
        </Field>
      </SettingsForm>
    </>
  );
};
