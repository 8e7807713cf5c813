import { LocalLanguageRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { LANGUAGE_NAMES, LANGUAGES } from '../intl/languages.ts';
import { useText } from '../intl/use-text.ts';
import { ChoiceMenu } from './choice-menu.tsx';
import { usePreferences } from './preferences.ts';

export function LanguageMenu(): ReactNode {
  const text = useText();
  const { language, change } = usePreferences();
  return (
    <ChoiceMenu
      label={text('shell.language')}
      icon={<LocalLanguageRegular />}
      chosen={language}
      choices={LANGUAGES.map((value) => ({ value, name: LANGUAGE_NAMES[value], lang: value }))}
      onChoose={(chosen) => change({ language: chosen })}
    />
  );
}
