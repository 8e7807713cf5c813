/** What an administrator has to know first: processing failed, a change is held, or the group is paused. */
import {
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Text,
} from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { send } from '../data/client.ts';
import type { GroupOverview } from '../data/group.ts';
import { useRight } from '../data/me.ts';
import { useText } from '../intl/use-text.ts';
import { GuardedButton } from '../shared/guarded-button.tsx';
import { RelativeTime } from '../shared/relative-time.tsx';
import { statusName } from '../shared/status.tsx';
import { groupEventsQuery } from './group-events.ts';
import { PausedBar } from './paused-bar.tsx';
import { useProcessNow } from './process-now.ts';

const useStyles = makeStyles({ body: { whiteSpace: 'normal', overflowWrap: 'anywhere' } });

export function GroupAlert({ group }: { readonly group: GroupOverview }): ReactNode {
  switch (statusName(group)) {
    case 'processingError':
      return <ErrorAlert group={group} />;
    case 'held':
      return group.held === null ? null : <HeldAlert holdId={group.held} />;
    case 'updatePaused':
      return <PausedBar group={group} />;
    default:
      return null;
  }
}

/** Codes whose sentence the catalogues have; others are told in the server's words. */
const CODES = [
  'EXTENSION_PROPERTY_DELETED',
  'GROUP_TOO_LARGE',
  'MEMBEROF_SOURCE_IS_MEMBEROF',
  'PROCESSING_FAILED',
  'RULE_INVALID',
];

interface Failure {
  readonly code: string;
  readonly params: Readonly<Record<string, string>>;
}

function ErrorAlert({ group }: { readonly group: GroupOverview }): ReactNode {
  const text = useText();
  const styles = useStyles();
  const { data } = useQuery(
    groupEventsQuery(group.id, { kind: 'failed', top: 1, version: group.errorMessage ?? '' }),
  );
  const failed = data?.value[0];
  const { code, params } = (failed?.details ?? {}) as Partial<Failure>;
  const right = useRight('changeRule', group);
  const processNow = useProcessNow(group);
  return (
    <MessageBar intent="error" layout="multiline" role="alert">
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{text('overview.error')}</MessageBarTitle>{' '}
        {code !== undefined && CODES.includes(code)
          ? text(`overview.error.${code}`, { ...params })
          : group.errorMessage}{' '}
        {text('overview.error.stay')}
        {failed !== undefined && (
          <Text block size={200}>
            {text('overview.error.code', { code: code ?? '–' })} · {text('overview.error.since')}{' '}
            <RelativeTime instant={failed.dateTime} />
          </Text>
        )}
      </MessageBarBody>
      <MessageBarActions>
        <GuardedButton right={right} onClick={() => processNow.mutate()}>
          {text('overview.error.retry')}
        </GuardedButton>
        <Link to="/groups/$groupId/rule" params={{ groupId: group.id }}>
          {text('overview.error.edit')}
        </Link>
      </MessageBarActions>
    </MessageBar>
  );
}

interface HoldSummary {
  readonly additions: number;
  readonly removals: number;
  readonly before: number;
  readonly expiresDateTime: string;
}

function HeldAlert({ holdId }: { readonly holdId: string }): ReactNode {
  const text = useText();
  const styles = useStyles();
  const { data: hold } = useQuery({
    queryKey: ['hold', holdId],
    queryFn: ({ signal }) => send<HoldSummary>(`/muster/v1/holds/${holdId}`, { signal }),
  });
  return (
    <MessageBar intent="warning" layout="multiline" role="alert">
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{text('overview.held')}</MessageBarTitle>{' '}
        {hold !== undefined && (
          <>
            {text('overview.held.text', {
              additions: hold.additions,
              removals: hold.removals,
              before: hold.before,
            })}{' '}
            {text('overview.held.expires')} <RelativeTime instant={hold.expiresDateTime} />
          </>
        )}
      </MessageBarBody>
      <MessageBarActions>
        <Link to="/holds/$holdId" params={{ holdId }}>
          {text('overview.held.review')}
        </Link>
      </MessageBarActions>
    </MessageBar>
  );
}
