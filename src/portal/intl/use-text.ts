/** Texts of the catalogues, in the language chosen. */
import { useCallback } from 'react';
import { useIntl } from 'react-intl';

export type TextValues = Readonly<Record<string, string | number | Date>>;
export type Text = (id: string, values?: TextValues) => string;

/** `text('allGroups.title')`: every id written so is looked for in all three catalogues by a test. */
export function useText(): Text {
  const intl = useIntl();
  return useCallback((id, values) => intl.formatMessage({ id }, values), [intl]);
}
