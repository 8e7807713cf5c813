/** How processing stands, in numbers that are filters. */
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { alertsQuery } from '../data/alerts.ts';
import type { GroupOverview } from '../data/group.ts';
import { useText } from '../intl/use-text.ts';
import { RelativeTime } from '../shared/relative-time.tsx';
import { statusName } from '../shared/status.tsx';
import type { GroupsSearch } from './search.ts';

const COUNTED = ['processingError', 'held', 'updatePaused', 'evaluating', 'processing'] as const;

export interface HealthStripProps {
  readonly groups: readonly GroupOverview[];
  readonly isComplete: boolean;
  readonly search: GroupsSearch;
}

const useStyles = makeStyles({
  strip: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '4px 20px',
    listStyleType: 'none',
    margin: '8px 0',
    padding: 0,
  },
  link: {
    display: 'inline-block',
    minHeight: '24px',
    lineHeight: '24px',
    color: tokens.colorBrandForegroundLink,
  },
});

export function HealthStrip({ groups, isComplete, search }: HealthStripProps): ReactNode {
  const text = useText();
  const styles = useStyles();
  const { data: alerts } = useQuery(alertsQuery);
  const oldest = alerts?.value.find(({ oldestPending }) => oldestPending !== undefined);
  const counts = new Map<string, number>();
  for (const group of groups) {
    const name = statusName(group);
    if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return (
    <ul className={styles.strip} aria-label={text('allGroups.health')}>
      <li>
        <Text>
          {isComplete
            ? text('allGroups.count', { count: groups.length })
            : text('allGroups.countSoFar', { count: groups.length })}
        </Text>
      </li>
      <li>
        <Text>
          {oldest?.oldestPending === undefined ? (
            text('allGroups.health.onTime')
          ) : (
            <>
              {text('allGroups.alert.oldest')} <RelativeTime instant={oldest.oldestPending} />
            </>
          )}
        </Text>
      </li>
      {COUNTED.filter((status) => counts.has(status)).map((status) => (
        <li key={status}>
          <Link className={styles.link} to="/groups" search={{ ...search, status }}>
            {text('allGroups.health.count', {
              status: text(`shared.status.${status}`),
              count: counts.get(status) ?? 0,
            })}
          </Link>
        </li>
      ))}
    </ul>
  );
}
