import { DarkThemeRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { useText } from '../intl/use-text.ts';
import { ChoiceMenu } from './choice-menu.tsx';
import { type ThemeChoice, usePreferences } from './preferences.ts';

export function ThemeMenu(): ReactNode {
  const text = useText();
  const { theme, change } = usePreferences();
  const choices: readonly { readonly value: ThemeChoice; readonly name: string }[] = [
    { value: 'system', name: text('shell.theme.system') },
    { value: 'light', name: text('shell.theme.light') },
    { value: 'dark', name: text('shell.theme.dark') },
    { value: 'high-contrast', name: text('shell.theme.highContrast') },
  ];
  return (
    <ChoiceMenu
      label={text('shell.theme')}
      icon={<DarkThemeRegular />}
      chosen={theme}
      choices={choices}
      onChoose={(chosen) => change({ theme: chosen })}
    />
  );
}
