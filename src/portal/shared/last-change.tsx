/** The last membership change: an instant, or one of the two words beside it. */
import { Text, Tooltip } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useText } from '../intl/use-text.ts';
import { RelativeTime } from './relative-time.tsx';

export function LastChange({ value }: { readonly value: string }): ReactNode {
  if (value === 'In Progress') return <Word word="inProgress" />;
  if (value === 'Unknown') return <Word word="unknown" />;
  if (Number.isNaN(Date.parse(value))) return <Text>{value}</Text>;
  return <RelativeTime instant={value} />;
}

function Word({ word }: { readonly word: 'inProgress' | 'unknown' }): ReactNode {
  const text = useText();
  return (
    <Tooltip content={text(`shared.lastChange.${word}.means`)} relationship="description">
      <Text>{text(`shared.lastChange.${word}`)}</Text>
    </Tooltip>
  );
}
