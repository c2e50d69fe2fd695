import { linesIn, linesOf, percentOf, selectorOf, shareIn, textIn, wrongSelector } from '../../settings/fields.ts';
import { change } from '../../settings/settings-api.ts';
import { Field, refuse, SettingsForm } from '../../ui/settings-form.tsx';
import type { ProjectFacts } from '../../wire.ts';

const SELECTORS = [
  ['mask', 'Mask also', 'The text of these elements is never sent: not with clicks, not in recordings.'],
  ['block', 'Leave out of recordings', 'These elements are boxes in recordings.'],
  ['ignore', 'Do not count clicks on', 'Clicks on these elements, and inside them, are not recorded at all.'],
] as const;

function selectorIn(form: FormData, name: string): string | undefined {
  const lines = linesIn(form, name);
  const wrong = wrongSelector(lines);
  if (wrong !== undefined)
    throw refuse(`“${wrong}” is no CSS selector.`, 'Write one a line, such as .account or [data-private].');
  return selectorOf(lines);
}

/** Ten years, as the server allows. */
const MAX_DAYS = 3_650;

interface DaysProps {
  name: string;
  label: string;
  note: string;
  least: number;
  value: number | null | undefined;
}

/** An empty field is no end. */
const daysIn = (form: FormData, name: string): number | null => {
  const days = textIn(form, name);
  return days === '' ? null : Number(days);
};

const Days = ({ name, label, note, least, value }: DaysProps) => (
  <Field label={label} note={note}>
    {(named) => (
      <input
        name={name}
        type="number"
        min={least}
        max={MAX_DAYS}
        defaultValue={value ?? ''}
        placeholder="for ever"
        {...named}
      />
    )}
  </Field>
);

/** What reaches the pages by itself, and how long things are kept. */
export const Privacy = ({ facts }: { facts: ProjectFacts }) => (
  <>
    <SettingsForm
      title="Recording and masking"
      save={async (form) => {
        await change({
          sdk: {
            replay: shareIn(form, 'replay'),
            mask: selectorIn(form, 'mask'),
            block: selectorIn(form, 'block'),
            ignore: selectorIn(form, 'ignore'),
          },
        });
      }}
      done="Saved. Browsers learn of it with their next batch."
    >
      <p>
        These settings reach your pages without a release: they come with the answer to a batch, and a browser has them
        from its next page on. They can only take away; what must never leave a page belongs into the page as well.
      </p>
      <Field
        label="Sessions to record, in percent"
        note="Empty leaves it to the page. A page that says data-replay=“off” is never recorded."
      >
        {(named) => (
          <input
            name="replay"
            type="number"
            min={0}
            max={100}
            step="any"
            defaultValue={percentOf(facts.sdk.replay)}
            placeholder="as the page says"
            {...named}
          />
        )}
      </Field>
      {SELECTORS.map(([name, label, note]) => (
        <Field key={name} label={label} note={`${note} One CSS selector a line.`}>
          {(named) => (
            <textarea
              name={name}
              rows={2}
              spellcheck={false}
              defaultValue={linesOf(facts.sdk[name])}
              placeholder={name === 'ignore' ? '.chat-bubble' : '[data-private]'}
              {...named}
            />
          )}
        </Field>
      ))}
    </SettingsForm>
    <SettingsForm
      title="How long things are kept"
      save={async (form) => {
        await change({
          retention: { events_days: daysIn(form, 'events_days'), replay_days: daysIn(form, 'replay_days') },
        });
      }}
    >
      <Days
        name="events_days"
        label="Events, in days"
        note="Empty keeps them. With them go the numbers made of them, by whole months, once all of a month is too old; 31 at least."
        least={31}
        value={facts.retention.events_days}
      />
      <Days
        name="replay_days"
        label="Recordings, in days"
        note="Empty keeps them until somebody deletes them. Older ones leave the disk within six hours."
        least={1}
        value={facts.retention.replay_days}
      />
    </SettingsForm>
  </>
);
