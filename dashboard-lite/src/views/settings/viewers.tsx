import { useSignal } from '@preact/signals';
import { formatMoment } from '../../format.ts';
import { change, endViewerLinks, makeViewerLink } from '../../settings/settings-api.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Copy } from '../../ui/copy.tsx';
import { Field, SettingsForm } from '../../ui/settings-form.tsx';
import type { ProjectFacts, ViewerLinkAnswer } from '../../wire.ts';

const DAY_S = 86_400;
const TERMS = [
  [DAY_S, 'a day'],
  [7 * DAY_S, 'a week'],
  [30 * DAY_S, '30 days'],
  [90 * DAY_S, '90 days'],
] as const;

/** People who may look at this project and change nothing. */
export const Viewers = ({ facts }: { facts: ProjectFacts }) => {
  const made = useSignal<ViewerLinkAnswer | null>(null);
  return (
    <>
      <SettingsForm
        title="Let somebody look"
        act="Make a link"
        done=""
        save={async (form) => {
          made.value = await makeViewerLink(Number(form.get('term')));
        }}
      >
        <p>
          Whoever opens the link sees overview, live, clickmaps, replays and people. They change nothing, see no key,
          and erase or export nobody. It works for several people, until it ends.
        </p>
        <Field label="It works for">
          {(named) => (
            <select name="term" {...named}>
              {TERMS.map(([seconds, label]) => (
                <option key={seconds} value={seconds} selected={label === 'a week'}>
                  {label}
                </option>
              ))}
            </select>
          )}
        </Field>
        {made.value && (
          <div class="field" role="status">
            <b>Until {formatMoment(made.value.expires_at_ms)}:</b>
            <Copy text={made.value.url} label="Copy the link" />
          </div>
        )}
      </SettingsForm>
      <SettingsForm
        title="What they may"
        save={async (form) => {
          await change({ viewers: { sql: form.get('sql') === 'on' } });
        }}
      >
        <Field label="Ask SQL" note="Over the rows of this project only, as everybody; it can read every event and id.">
          {(named) => <input type="checkbox" name="sql" defaultChecked={facts.viewers.sql} {...named} />}
        </Field>
      </SettingsForm>
      <section class="panel settings" aria-label="Take links back">
        <header class="panel-head">
          <h2>Take links back</h2>
        </header>
        <div class="fields">
          <p>Ends every link made here, and signs out whoever came by one.</p>
        </div>
        <footer class="settings-foot">
          <ConfirmDialog
            ask="End all links…"
            title="End all viewers' links"
            act="End them"
            work={async () => {
              await endViewerLinks();
              made.value = null;
            }}
          >
            <p>Everybody who may only look needs a new link.</p>
          </ConfirmDialog>
        </footer>
      </section>
    </>
  );
};
