/** The second step: who decides about members, a rule or people, and which. */
import { Button, Field, Radio, RadioGroup, Text, Title3 } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { MembershipType } from '../data/group.ts';
import { useText } from '../intl/use-text.ts';
import { type FormPartProps, useFormStyles } from './form.ts';
import { ObjectPicker } from './object-picker.tsx';

const TYPES: readonly MembershipType[] = ['assigned', 'dynamicUser', 'dynamicDevice'];

export function Membership(props: FormPartProps): ReactNode {
  const text = useText();
  const styles = useFormStyles();
  const { draft, change, problemOf } = props;
  return (
    <section className={`${styles.part} ${styles.narrow}`} aria-labelledby="new-group-membership">
      <Title3 as="h2" className={styles.heading} id="new-group-membership">
        {text('newGroup.membership')}
      </Title3>
      <Field label={text('newGroup.membershipType')}>
        <RadioGroup
          value={draft.membership}
          onChange={(_, { value }) =>
            change({ membership: TYPES.find((one) => one === value) ?? draft.membership })
          }
        >
          {TYPES.map((type) => (
            <TypeCard key={type} type={type} draft={draft} />
          ))}
        </RadioGroup>
      </Field>
      <div data-field="people">
        <ObjectPicker
          label={text('newGroup.owners')}
          hint={text('newGroup.owners.hint')}
          kinds={['users']}
          chosen={draft.owners}
          onChange={(owners) => change({ owners })}
        />
        {problemOf('people') !== undefined && <Text role="alert">{problemOf('people')}</Text>}
      </div>
      {draft.membership === 'assigned' ? (
        <ObjectPicker
          label={text('newGroup.members')}
          kinds={['users', 'groups']}
          chosen={draft.members}
          onChange={(members) => change({ members })}
        />
      ) : (
        <RuleArea {...props} />
      )}
    </section>
  );
}

interface TypeCardProps extends Pick<FormPartProps, 'draft'> {
  readonly type: MembershipType;
}

/** What each type means stands below it; one that cannot be chosen says why. */
function TypeCard({ type, draft }: TypeCardProps): ReactNode {
  const text = useText();
  const styles = useFormStyles();
  const isRoles = draft.canHaveRoles && type !== 'assigned';
  const isUnified = draft.isUnified && type === 'dynamicDevice';
  const means = `new-group-${type}`;
  return (
    <div className={styles.card}>
      <Radio
        value={type}
        disabled={isRoles || isUnified}
        label={text(`newGroup.${type}`)}
        aria-describedby={means}
      />
      <Text id={means} size={200} className={styles.means}>
        {isRoles
          ? text('newGroup.notWithRoles')
          : isUnified
            ? text('newGroup.noDevices')
            : text(`newGroup.${type}.means`)}
      </Text>
    </div>
  );
}

function RuleArea({ draft, change, problemOf }: FormPartProps): ReactNode {
  const text = useText();
  const styles = useFormStyles();
  const isEmpty = draft.rule.trim() === '';
  const problem = problemOf('rule');
  return (
    <div data-field="rule" className={styles.card}>
      <Field
        label={text('newGroup.query')}
        {...(problem !== undefined && { validationMessage: problem })}
      >
        <div>
          {!isEmpty && (
            <pre className={styles.rule} translate="no">
              {draft.rule}
            </pre>
          )}
          <Button onClick={() => change({ query: draft.rule })}>
            {isEmpty ? text('newGroup.addQuery') : text('newGroup.editQuery')}
          </Button>
        </div>
      </Field>
    </div>
  );
}
