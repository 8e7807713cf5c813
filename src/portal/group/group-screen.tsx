/** One group: its name and status, and the tabs below. */
import { makeStyles, Title2, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { groupQuery, isMoving } from '../data/group.ts';
import { pollWhile } from '../data/polling.ts';
import { useText } from '../intl/use-text.ts';
import { ErrorBar } from '../shared/error-bar.tsx';
import { Loading } from '../shared/page-states.tsx';
import { Status } from '../shared/status.tsx';

const TABS = [
  ['/groups/$groupId', 'group.overview.title'],
  ['/groups/$groupId/members', 'group.members.title'],
  ['/groups/$groupId/owners', 'group.owners.title'],
  ['/groups/$groupId/group-memberships', 'group.memberships.title'],
  ['/groups/$groupId/properties', 'group.properties.title'],
  ['/groups/$groupId/rule', 'group.rule.title'],
] as const;

const useStyles = makeStyles({
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '4px 16px' },
  name: { overflowWrap: 'anywhere' },
  tabs: {
    display: 'flex',
    flexWrap: 'wrap',
    margin: '12px 0',
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
  },
  tab: {
    padding: '8px 12px',
    color: tokens.colorNeutralForeground1,
    textDecoration: 'none',
    borderBottom: '2px solid transparent',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    '&[aria-current="page"]': {
      fontWeight: tokens.fontWeightSemibold,
      borderBottomColor: tokens.colorCompoundBrandStroke,
    },
  },
});

export function GroupScreen(): ReactNode {
  const text = useText();
  const styles = useStyles();
  const { groupId } = useParams({ from: '/groups/$groupId' });
  const group = useQuery({ ...groupQuery(groupId), refetchInterval: pollWhile(isMoving) });
  if (group.data === undefined)
    return group.error === null ? (
      <Loading what={text('group.loading')} />
    ) : (
      <ErrorBar error={group.error} onRetry={() => void group.refetch()} />
    );
  return (
    <>
      {group.error !== null && (
        <ErrorBar
          error={group.error}
          staleSince={group.dataUpdatedAt}
          onRetry={() => void group.refetch()}
        />
      )}
      <div className={styles.head}>
        <Title2 as="h1" className={styles.name} translate="no">
          {group.data.displayName}
        </Title2>
        <Status group={group.data} />
      </div>
      <nav className={styles.tabs} aria-label={text('group.tabs')}>
        {TABS.map(([to, id]) => (
          <Link
            key={to}
            to={to}
            params={{ groupId }}
            className={styles.tab}
            activeOptions={{ exact: true, includeSearch: false }}
          >
            {text(id)}
          </Link>
        ))}
      </nav>
      <Outlet />
    </>
  );
}
