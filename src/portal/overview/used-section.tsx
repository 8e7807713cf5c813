/** Groups that this one is a member of. */
import { Text } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type Page, send } from '../data/client.ts';
import type { GroupOverview } from '../data/group.ts';
import { useText } from '../intl/use-text.ts';
import { ErrorBar } from '../shared/error-bar.tsx';
import { Section } from './section.tsx';

const SHOWN = 10;

interface Named {
  readonly id: string;
  readonly displayName: string | null;
}

export function UsedSection({ group }: { readonly group: GroupOverview }): ReactNode {
  const text = useText();
  const { data, error, refetch } = useQuery({
    queryKey: ['group member of', group.id, SHOWN],
    queryFn: ({ signal }) =>
      send<Page<Named>>(`/v1.0/groups/${group.id}/memberOf?$select=id,displayName&$top=${SHOWN}`, {
        signal,
      }),
  });
  return (
    <Section title={text('overview.used')}>
      {error !== null && <ErrorBar error={error} onRetry={() => void refetch()} />}
      {data?.value.length === 0 && <Text>{text('overview.used.none')}</Text>}
      {data !== undefined && data.value.length > 0 && (
        <>
          <Text>{text('overview.used.text')}</Text>
          <ul>
            {data.value.map(({ id, displayName }) => (
              <li key={id}>
                <Link to="/groups/$groupId" params={{ groupId: id }}>
                  <span translate="no">{displayName ?? id}</span>
                </Link>
              </li>
            ))}
          </ul>
          {data['@odata.nextLink'] !== undefined && (
            <Link to="/groups/$groupId/group-memberships" params={{ groupId: group.id }}>
              {text('overview.used.all')}
            </Link>
          )}
        </>
      )}
    </Section>
  );
}
