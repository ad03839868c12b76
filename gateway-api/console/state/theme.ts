import { createStore } from './store';

/** As the device says, or as the person has chosen. */
export type Theme = 'system' | 'light' | 'dark';

const KEY = 'sunledger.theme';
const isTheme = (value: unknown): value is Theme => value === 'system' || value === 'light' || value === 'dark';

function remembered(): Theme {
  try {
    const kept = localStorage.getItem(KEY);
    return isTheme(kept) ? kept : 'system';
  } catch {
    return 'system';
  }
}

/** The choice, remembered on this device. */
export const theme = createStore<Theme>(remembered());

/** Puts the choice on the page and follows it. */
export function startTheme(): void {
  const apply = () => {
    const choice = theme.get();
    if (choice === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = choice;
  };
  theme.subscribe(() => {
    apply();
    try {
      localStorage.setItem(KEY, theme.get());
    } catch {
      // Then it lasts as long as the page.
    }
  });
  apply();
}
