import type { ComponentChildren } from 'preact';

interface ChoiceProps<T extends string> {
  /** Names the group for those who cannot see it. */
  label: string;
  options: readonly { value: T; label: ComponentChildren; title?: string }[];
  value: T;
  onChoose: (value: T) => void;
}

/** A few exclusive options in a row: radio buttons, so arrow keys walk them. */
export const Choice = <T extends string>({ label, options, value, onChoose }: ChoiceProps<T>) => (
  <fieldset class="choice">
    <legend class="unseen">{label}</legend>
    {options.map((option) => (
      <label key={option.value} title={option.title}>
        <input
          type="radio"
          class="unseen"
          name={label}
          value={option.value}
          checked={option.value === value}
          onChange={() => onChoose(option.value)}
        />
        <span>{option.label}</span>
      </label>
    ))}
  </fieldset>
);
