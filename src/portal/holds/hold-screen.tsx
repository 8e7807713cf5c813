import type { ReactNode } from 'react';
import { useText } from '../intl/use-text.ts';
import { Note } from '../shared/page-states.tsx';

export function HoldScreen(): ReactNode {
  const text = useText();
  return <Note title={text('holds.title')} text={text('shared.notYet')} />;
}
