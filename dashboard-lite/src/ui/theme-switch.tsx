import { THEMES, theme } from '../theme.ts';
import { Choice } from './choice.tsx';
import { Icon } from './icon.tsx';

const LABELS = { system: 'As the system', light: 'Light', dark: 'Dark' };

export const ThemeSwitch = () => (
  <Choice
    label="Colours"
    value={theme.value}
    onChoose={(chosen) => {
      theme.value = chosen;
    }}
    options={THEMES.map((value) => ({
      value,
      title: LABELS[value],
      label: (
        <>
          <Icon name={value} />
          <span class="unseen">{LABELS[value]}</span>
        </>
      ),
    }))}
  />
);
