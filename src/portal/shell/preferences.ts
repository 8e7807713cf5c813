/** What a person chose for this browser: language, theme, and locally whom to act as. */
import { createContext, useContext } from 'react';
import { closestLanguage, LANGUAGES, type Language } from '../intl/languages.ts';

export const THEMES = ['system', 'light', 'dark', 'high-contrast'] as const;
export type ThemeChoice = (typeof THEMES)[number];

export interface Preferences {
  readonly language: Language;
  readonly theme: ThemeChoice;
  /** As X-Muster-Act-As takes it; null: the built-in administrator. */
  readonly actAs: string | null;
  readonly hasShortcuts: boolean;
}

export interface PreferencesContext extends Preferences {
  readonly change: (some: Partial<Preferences>) => void;
}

const KEY = 'muster.preferences';

/** What was kept, as far as it still makes sense. */
export function readPreferences(): Preferences {
  const kept = parse(localStorage.getItem(KEY));
  return {
    language:
      LANGUAGES.find((each) => each === kept.language) ?? closestLanguage(navigator.languages),
    theme: THEMES.find((each) => each === kept.theme) ?? 'system',
    actAs: typeof kept.actAs === 'string' ? kept.actAs : null,
    hasShortcuts: kept.hasShortcuts !== false,
  };
}

export function keepPreferences(preferences: Preferences): void {
  localStorage.setItem(KEY, JSON.stringify(preferences));
}

function parse(text: string | null): Readonly<Record<string, unknown>> {
  try {
    return { ...JSON.parse(text ?? '{}') };
  } catch {
    return {};
  }
}

export const PreferencesOfPage = createContext<PreferencesContext | null>(null);

export function usePreferences(): PreferencesContext {
  const preferences = useContext(PreferencesOfPage);
  if (preferences === null) throw new Error('There are no preferences above this component.');
  return preferences;
}
