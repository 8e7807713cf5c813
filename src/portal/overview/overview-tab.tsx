/** A group at a glance: how its processing stands, who is in it by which rule, and what changed. */
import { makeStyles } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type GroupOverview, groupQuery } from '../data/group.ts';
import { EssentialsSection } from './essentials-section.tsx';
import { GroupAlert } from './group-alert.tsx';
import { GuardSection } from './guard-section.tsx';
import { LatestChanges } from './latest-changes.tsx';
import { MembersSection } from './members-section.tsx';
import { ProcessingSection } from './processing-section.tsx';
import { RuleSection } from './rule-section.tsx';
import { SizeSection } from './size-section.tsx';
import { UsedSection } from './used-section.tsx';
import { WelcomeMailSection } from './welcome-mail-section.tsx';

const useStyles = makeStyles({
  page: { display: 'grid', gap: '16px', minWidth: 0 },
  parts: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 380px), 1fr))',
    gap: '16px',
    alignItems: 'start',
  },
});

export function OverviewTab(): ReactNode {
  const { groupId } = useParams({ from: '/groups/$groupId' });
  // The group's frame asks, and shows what comes instead of an answer.
  const { data: group } = useQuery(groupQuery(groupId));
  return group === undefined ? null : <Overview key={group.id} group={group} />;
}

function Overview({ group }: { readonly group: GroupOverview }): ReactNode {
  const styles = useStyles();
  const isDynamic = group.displayStatus !== null;
  return (
    <div className={styles.page}>
      {isDynamic && <GroupAlert group={group} />}
      <div className={styles.parts}>
        {isDynamic && <ProcessingSection group={group} />}
        <MembersSection group={group} />
        {isDynamic && <RuleSection group={group} />}
        <SizeSection group={group} />
        <EssentialsSection group={group} />
        <LatestChanges group={group} />
        <UsedSection group={group} />
        <GuardSection group={group} />
        {typeof group.welcomeMail === 'boolean' && (
          <WelcomeMailSection group={group} isOn={group.welcomeMail} />
        )}
      </div>
    </div>
  );
}
