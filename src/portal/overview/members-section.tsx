/** How many members there are: of each kind, and with those of groups in the group. */
import { makeStyles, Text, Title1 } from '@fluentui/react-components';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { send } from '../data/client.ts';
import type { GroupOverview } from '../data/group.ts';
import { useText } from '../intl/use-text.ts';
import { ErrorBar } from '../shared/error-bar.tsx';
import { Fact, Facts } from './facts.tsx';
import { Section } from './section.tsx';

interface Counts {
  readonly users: number;
  readonly devices: number;
  readonly groups: number;
  readonly total: number;
}

const useStyles = makeStyles({
  size: { display: 'flex', alignItems: 'baseline', flexWrap: 'wrap', gap: '8px' },
});

export function MembersSection({ group }: { readonly group: GroupOverview }): ReactNode {
  const text = useText();
  const intl = useIntl();
  const styles = useStyles();
  const { data, error, refetch } = useQuery({
    queryKey: ['member counts by kind', group.id, group.memberCount, group.lastMembershipChange],
    queryFn: ({ signal }) => readCounts(group.id, signal),
    placeholderData: keepPreviousData,
  });
  const shown = (count: number | undefined): string =>
    count === undefined ? '…' : intl.formatNumber(count);
  return (
    <Section title={text('overview.members')}>
      <div className={styles.size}>
        <Title1 as="span">{intl.formatNumber(group.memberCount)}</Title1>
        <Text>{text('overview.members.direct', { count: group.memberCount })}</Text>
        <Link to="/groups/$groupId/members" params={{ groupId: group.id }}>
          {text('overview.members.show')}
        </Link>
      </div>
      {error !== null && <ErrorBar error={error} onRetry={() => void refetch()} />}
      <Facts>
        <Fact name={text('overview.members.users')}>{shown(data?.users)}</Fact>
        <Fact name={text('overview.members.devices')}>{shown(data?.devices)}</Fact>
        <Fact name={text('overview.members.groups')}>{shown(data?.groups)}</Fact>
        <Fact name={text('overview.members.total')}>{shown(data?.total)}</Fact>
      </Facts>
    </Section>
  );
}

async function readCounts(groupId: string, signal: AbortSignal): Promise<Counts> {
  const count = (path: string): Promise<number> =>
    send<number>(`/v1.0/groups/${groupId}/${path}/$count`, {
      signal,
      headers: { ConsistencyLevel: 'eventual' },
    });
  const [users, devices, groups, total] = await Promise.all([
    count('members/microsoft.graph.user'),
    count('members/microsoft.graph.device'),
    count('members/microsoft.graph.group'),
    count('transitiveMembers'),
  ]);
  return { users, devices, groups, total };
}
