import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { type GroupOverview, groupTypeOf, membershipTypeOf } from '../data/group.ts';
import { useText } from '../intl/use-text.ts';
import { RelativeTime } from '../shared/relative-time.tsx';
import { CopyButton } from './copy-button.tsx';
import { Fact, Facts } from './facts.tsx';
import { Section } from './section.tsx';

const useStyles = makeStyles({
  id: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
});

export function EssentialsSection({ group }: { readonly group: GroupOverview }): ReactNode {
  const text = useText();
  const styles = useStyles();
  return (
    <Section title={text('overview.essentials')}>
      <Facts>
        <Fact name={text('overview.description')}>
          <Text translate="no">{group.description || '–'}</Text>
        </Fact>
        <Fact name={text('overview.type')}>{text(`overview.type.${groupTypeOf(group)}`)}</Fact>
        <Fact name={text('overview.membership')}>
          {text(`overview.membership.${membershipTypeOf(group)}`)}
        </Fact>
        <Fact name={text('overview.source')}>{text('overview.source.cloud')}</Fact>
        {group.mail !== null && (
          <Fact name={text('overview.mail')}>
            <Text translate="no">{group.mail}</Text>
          </Fact>
        )}
        <Fact name={text('overview.id')}>
          <Text translate="no" className={styles.id}>
            {group.id}
          </Text>{' '}
          <CopyButton what={group.id} label={text('overview.id.copy')} />
        </Fact>
        <Fact name={text('overview.created')}>
          <RelativeTime instant={group.createdDateTime} />
        </Fact>
      </Facts>
    </Section>
  );
}
