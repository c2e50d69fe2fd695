import { readProject } from '../../session.ts';
import { linesIn, originOfLine, textIn } from '../../settings/fields.ts';
import { change } from '../../settings/settings-api.ts';
import { Field, SettingsForm } from '../../ui/settings-form.tsx';
import type { ProjectFacts } from '../../wire.ts';

/** What the project is called, whether it takes anything, and from where. */
export const General = ({ facts }: { facts: ProjectFacts }) => (
  <SettingsForm
    title="The project"
    save={async (form) => {
      await change({
        name: textIn(form, 'name'),
        enabled: form.get('enabled') === 'on',
        origins: linesIn(form, 'origins').map(originOfLine),
      });
      await readProject();
    }}
  >
    <Field label="Name" note={<>Its id stays “{facts.id}”.</>}>
      {(named) => <input name="name" defaultValue={facts.name} maxLength={128} required {...named} />}
    </Field>
    <Field
      label="Origins that may send events"
      note="One a line, such as https://shop.example. Empty takes events from everywhere: the key is public, so name yours when you go live."
    >
      {(named) => (
        <textarea name="origins" rows={3} spellcheck={false} defaultValue={facts.origins.join('\n')} {...named} />
      )}
    </Field>
    <Field label="Take events" note="Switched off, browsers are refused and keep what they have for up to a week.">
      {(named) => <input type="checkbox" name="enabled" defaultChecked={facts.enabled} {...named} />}
    </Field>
  </SettingsForm>
);
