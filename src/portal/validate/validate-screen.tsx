import type { ReactNode } from 'react';
import { useText } from '../intl/use-text.ts';
import { Note } from '../shared/page-states.tsx';

export function ValidateScreen(): ReactNode {
  const text = useText();
  return <Note title={text('validate.title')} text={text('shared.notYet')} />;
}
