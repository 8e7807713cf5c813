import type { ReactNode } from 'react';
import { useText } from '../intl/use-text.ts';
import { Note } from '../shared/page-states.tsx';

export function NewGroupScreen(): ReactNode {
  const text = useText();
  return <Note title={text('newGroup.title')} text={text('shared.notYet')} />;
}
