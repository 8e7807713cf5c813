/** Which of the three looks the page has. */
import {
  type Theme,
  teamsHighContrastTheme,
  webDarkTheme,
  webLightTheme,
} from '@fluentui/react-components';
import { useSyncExternalStore } from 'react';
import type { ThemeChoice } from './preferences.ts';

export type Look = Exclude<ThemeChoice, 'system'>;

const THEMES: Readonly<Record<Look, Theme>> = {
  light: webLightTheme,
  dark: webDarkTheme,
  'high-contrast': teamsHighContrastTheme,
};

export function themeOf(look: Look): Theme {
  return THEMES[look];
}

/** The choice, or what the system says, followed as it changes. */
export function useLook(choice: ThemeChoice): Look {
  const isDark = useMedia('(prefers-color-scheme: dark)');
  const isForced = useMedia('(forced-colors: active)');
  if (choice !== 'system') return choice;
  if (isForced) return 'high-contrast';
  return isDark ? 'dark' : 'light';
}

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const list = matchMedia(query);
      list.addEventListener('change', onChange);
      return () => list.removeEventListener('change', onChange);
    },
    () => matchMedia(query).matches,
  );
}
