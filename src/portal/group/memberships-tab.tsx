import type { ReactNode } from 'react';
import { useText } from '../intl/use-text.ts';
import { Note } from '../shared/page-states.tsx';

export function MembershipsTab(): ReactNode {
  const text = useText();
  return <Note title={text('group.memberships.title')} text={text('shared.notYet')} />;
}
