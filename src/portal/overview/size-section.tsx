/** Membership over time, in a sentence and as a table. */
import { Button, makeStyles, Radio, RadioGroup, Text } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useIntl } from 'react-intl';
import type { GroupOverview } from '../data/group.ts';
import { useText } from '../intl/use-text.ts';
import { ErrorBar } from '../shared/error-bar.tsx';
import { Loading } from '../shared/page-states.tsx';
import { type MemberCounts, memberCountsQuery, type PeriodName, sumOf } from './member-counts.ts';
import { Section } from './section.tsx';
import { SizeTable } from './size-table.tsx';

const useStyles = makeStyles({
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '4px 16px' },
  periods: { flexWrap: 'wrap' },
});

const NAMES: readonly PeriodName[] = ['day', 'month', 'year'];

export function SizeSection({ group }: { readonly group: GroupOverview }): ReactNode {
  const text = useText();
  const styles = useStyles();
  const [period, setPeriod] = useState<PeriodName>('month');
  const [isTable, setTable] = useState(false);
  const { data, error, refetch } = useQuery(memberCountsQuery(group, period));
  return (
    <Section title={text('overview.size')} isWide>
      <div className={styles.head}>
        <RadioGroup
          layout="horizontal"
          className={styles.periods}
          aria-label={text('overview.size.period')}
          value={period}
          onChange={(_, { value }) => setPeriod(NAMES.find((name) => name === value) ?? 'month')}
        >
          {NAMES.map((name) => (
            <Radio key={name} value={name} label={text(`overview.size.period.${name}`)} />
          ))}
        </RadioGroup>
        <Button size="small" aria-expanded={isTable} onClick={() => setTable(!isTable)}>
          {text('overview.size.asTable')}
        </Button>
      </div>
      {error !== null && <ErrorBar error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && (
        <Loading what={text('overview.size.loading')} rows={2} />
      )}
      {data !== undefined && (
        <>
          <Summary counts={data} />
          {isTable && <SizeTable counts={data} />}
        </>
      )}
    </Section>
  );
}

function Summary({ counts }: { readonly counts: MemberCounts }): ReactNode {
  const text = useText();
  const intl = useIntl();
  const [first, last] = [counts.value[0], counts.value.at(-1)];
  const added = sumOf(counts.value, 'added');
  const removed = sumOf(counts.value, 'removed');
  const from = intl.formatDate(counts.from, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <Text>
      {text('overview.size.summary', {
        from,
        first: first?.count ?? 0,
        last: last?.count ?? 0,
      })}{' '}
      {added !== null &&
        removed !== null &&
        text('overview.size.summary.moves', { added, removed })}{' '}
      {text('overview.size.summary.events', { count: counts.markers.length })}
    </Text>
  );
}
