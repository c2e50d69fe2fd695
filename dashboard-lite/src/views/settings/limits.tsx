import { useSignal } from '@preact/signals';
import { LIMIT_FIELDS, limitsIn } from '../../limits/limit-fields.ts';
import { readLimits } from '../../limits/limits-api.ts';
import { useResource } from '../../resource.ts';
import { change } from '../../settings/settings-api.ts';
import { LimitsUsed } from '../../ui/limits-used.tsx';
import { Trouble } from '../../ui/notice.tsx';
import { OverflowNotice } from '../../ui/overflow-notice.tsx';
import { Field, SettingsForm } from '../../ui/settings-form.tsx';
import type { ProjectFacts } from '../../wire.ts';

/** What the project may take, how much of it is used, and what becomes of machines. */
export const Limits = ({ facts }: { facts: ProjectFacts }) => {
  /** Raised when limits changed, to ask again. */
  const turn = useSignal(0);
  const { value: limits, error } = useResource(`limits ${turn.value}`, readLimits).value;
  const saveChange = async (given: Parameters<typeof change>[0]) => {
    await change(given);
    turn.value += 1;
  };
  return (
    <>
      {error && <Trouble error={error} />}
      {limits && <OverflowNotice limits={limits} />}
      {limits && <LimitsUsed limits={limits} />}
      <SettingsForm title="What it may take" save={(form) => saveChange({ limits: limitsIn(form) })}>
        {LIMIT_FIELDS.map(({ name, label, note, most, byDefault }) => (
          <Field key={name} label={label} note={note}>
            {(named) => (
              <input
                name={name}
                type="number"
                min={0}
                max={most}
                step={1}
                defaultValue={facts.limits[name] || ''}
                placeholder={byDefault}
                {...named}
              />
            )}
          </Field>
        ))}
      </SettingsForm>
      <SettingsForm
        title="Machines"
        save={(form) => saveChange({ bots: form.get('bots') === 'drop' ? 'drop' : 'mark' })}
      >
        <Field
          label="Events of crawlers and headless browsers"
          note="Who says so in its user agent. Kept and marked, a wrong guess can be undone; refused, they are in no number."
        >
          {(named) => (
            <select name="bots" {...named}>
              <option value="mark" selected={facts.bots === 'mark'}>
                Keep and mark
              </option>
              <option value="drop" selected={facts.bots === 'drop'}>
                Refuse
              </option>
            </select>
          )}
        </Field>
      </SettingsForm>
    </>
  );
};
