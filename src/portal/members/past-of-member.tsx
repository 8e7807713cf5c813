/** When somebody was a member of this group, and why each time began and ended. */
import { makeStyles, Text } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { useText } from '../intl/use-text.ts';
import { ErrorBar } from '../shared/error-bar.tsx';
import { exactTime } from '../shared/relative-time.tsx';
import { causeWords } from './because.ts';
import { type Interval, readIntervals } from './explanation.ts';

export interface PastOfMemberProps {
  readonly groupId: string;
  readonly memberId: string;
}

const useStyles = makeStyles({
  list: { margin: 0, paddingInlineStart: '20px' },
});

export function PastOfMember({ groupId, memberId }: PastOfMemberProps): ReactNode {
  const text = useText();
  const styles = useStyles();
  const past = useQuery({
    queryKey: ['past', groupId, memberId],
    queryFn: ({ signal }) => readIntervals(groupId, memberId, signal),
  });
  if (past.error !== null)
    return <ErrorBar error={past.error} onRetry={() => void past.refetch()} />;
  if (past.data === undefined) return <Text>…</Text>;
  if (past.data.length === 0) return <Text>{text('members.past.none')}</Text>;
  return (
    <ol className={styles.list}>
      {past.data.map((interval) => (
        <li key={`${interval.from} ${interval.to}`}>
          <Sentence interval={interval} />
        </li>
      ))}
    </ol>
  );
}

function Sentence({ interval }: { readonly interval: Interval }): ReactNode {
  const text = useText();
  const intl = useIntl();
  const { from, to, joined, left } = interval;
  const because = (cause: Interval['joined']): string =>
    cause === null ? 'none' : causeWords(cause.kind, intl.locale);
  return (
    <>
      <Text block>
        {from === null
          ? text('members.past.before')
          : text('members.past.from', { time: exactTime(intl, from), cause: because(joined) })}
      </Text>
      <Text block>
        {to === null
          ? text('members.past.now')
          : text('members.past.to', { time: exactTime(intl, to), cause: because(left) })}
      </Text>
    </>
  );
}
