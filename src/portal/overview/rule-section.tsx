/** The rule, in a sentence of the reader's language and as it is written. */
import { Field, makeStyles, Text, Textarea, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { type GroupOverview, membershipTypeOf } from '../data/group.ts';
import { useText } from '../intl/use-text.ts';
import { CopyButton } from './copy-button.tsx';
import { ruleSentence } from './rule-sentence.ts';
import { Section } from './section.tsx';

/** A long rule is scrolled. */
const MOST_ROWS = 8;
const ROW = 50;

const useStyles = makeStyles({
  rule: { fontFamily: tokens.fontFamilyMonospace },
  sentence: { overflowWrap: 'anywhere' },
  actions: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px 16px' },
});

export function RuleSection({ group }: { readonly group: GroupOverview }): ReactNode {
  const text = useText();
  const intl = useIntl();
  const styles = useStyles();
  const rule = group.membershipRule ?? '';
  const kind = membershipTypeOf(group) === 'dynamicDevice' ? 'device' : 'user';
  return (
    <Section title={text('overview.rule')}>
      <Text className={styles.sentence}>{ruleSentence(rule, { intl, text, kind })}</Text>
      <Field label={text('overview.rule.syntax')}>
        <Textarea
          readOnly
          value={rule}
          translate="no"
          rows={Math.min(MOST_ROWS, Math.ceil(rule.length / ROW))}
          textarea={{ className: styles.rule }}
        />
      </Field>
      <div className={styles.actions}>
        <CopyButton what={rule} label={text('overview.rule.copy')} />
        <Link to="/groups/$groupId/rule" params={{ groupId: group.id }}>
          {text('overview.rule.edit')}
        </Link>
      </div>
    </Section>
  );
}
