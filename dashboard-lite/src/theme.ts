import { effect, signal } from '@preact/signals';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const STORED_AS = 'trodden-theme';

function stored(): Theme {
  try {
    return THEMES.find((theme) => theme === localStorage.getItem(STORED_AS)) ?? 'system';
  } catch {
    // Storage may be forbidden; the system's choice needs none.
    return 'system';
  }
}

export const theme = signal<Theme>(stored());

/** `color-scheme` does the rest: every colour is written as light-dark(…). */
export const startTheme = () =>
  effect(() => {
    document.documentElement.dataset.theme = theme.value;
    try {
      localStorage.setItem(STORED_AS, theme.value);
    } catch {
      // As above: the choice then lasts as long as the page.
    }
  });
