/** The first step: what kind of group it is, and how it is called. */
import {
  Button,
  Checkbox,
  Field,
  Input,
  Radio,
  RadioGroup,
  Text,
  Textarea,
  Title3,
} from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../intl/use-text.ts';
import { freeName, isNicknameTaken } from './create-group.ts';
import { type FormPartProps, useFormStyles } from './form.ts';
import { nicknameOf } from './new-group-draft.ts';
import { useSettled } from './use-settled.ts';

export function Basics(props: FormPartProps): ReactNode {
  const text = useText();
  const styles = useFormStyles();
  const { draft, change, problemOf } = props;
  return (
    <section className={`${styles.part} ${styles.narrow}`} aria-labelledby="new-group-basics">
      <Title3 as="h2" className={styles.heading} id="new-group-basics">
        {text('newGroup.basics')}
      </Title3>
      <Field label={text('newGroup.type')} hint={text('newGroup.type.hint')}>
        <RadioGroup
          value={draft.isUnified ? 'microsoft365' : 'security'}
          onChange={(_, { value }) => change(withType(draft.membership, value))}
        >
          <Radio value="security" label={text('newGroup.type.security')} />
          <Radio value="microsoft365" label={text('newGroup.type.microsoft365')} />
        </RadioGroup>
      </Field>
      <NameField {...props} />
      {draft.isUnified && <NicknameField {...props} />}
      <Field label={text('newGroup.description')}>
        <Textarea
          value={draft.description}
          maxLength={1_024}
          onChange={(_, { value }) => change({ description: value })}
        />
      </Field>
      <div data-field="roles">
        <Field
          {...(problemOf('roles') !== undefined && { validationMessage: problemOf('roles') })}
          hint={text('newGroup.roles.hint')}
        >
          <Checkbox
            label={text('newGroup.roles')}
            checked={draft.canHaveRoles}
            onChange={(_, { checked }) =>
              change({
                canHaveRoles: checked === true,
                ...(checked === true && { membership: 'assigned' }),
              })
            }
          />
        </Field>
      </div>
    </section>
  );
}

/** A Microsoft 365 group has no devices. */
function withType(membership: FormPartProps['draft']['membership'], type: string) {
  const isUnified = type === 'microsoft365';
  return {
    isUnified,
    ...(isUnified && membership === 'dynamicDevice' && { membership: 'dynamicUser' as const }),
  };
}

/** Whether another group has the name is said, and stands in nobody's way. */
function NameField({ draft, change, problemOf }: FormPartProps): ReactNode {
  const text = useText();
  const styles = useFormStyles();
  const name = useSettled(draft.name.trim());
  const { data: free = null } = useQuery({
    queryKey: ['free name', name],
    queryFn: ({ signal }) => freeName(name, signal),
    enabled: name !== '',
  });
  const isTaken = free !== null && name === draft.name.trim();
  const problem = problemOf('name');
  return (
    <div data-field="name">
      <Field
        label={text('newGroup.name')}
        required
        validationState={problem !== undefined ? 'error' : isTaken ? 'warning' : 'none'}
        {...((problem !== undefined || isTaken) && {
          validationMessage: problem ?? text('newGroup.name.taken'),
        })}
      >
        <Input
          className={styles.input}
          value={draft.name}
          onChange={(_, { value }) => change({ name: value })}
        />
      </Field>
      {isTaken && (
        <Button size="small" onClick={() => change({ name: free })}>
          {text('newGroup.name.use', { name: free })}
        </Button>
      )}
    </div>
  );
}

function NicknameField({ draft, change, problemOf }: FormPartProps): ReactNode {
  const text = useText();
  const styles = useFormStyles();
  const shown = nicknameOf(draft);
  const nickname = useSettled(shown);
  const { data: isTaken = false } = useQuery({
    queryKey: ['nickname', nickname],
    queryFn: ({ signal }) => isNicknameTaken(nickname, signal),
    enabled: nickname !== '',
  });
  const problem =
    problemOf('nickname') ??
    (isTaken && nickname === shown ? text('newGroup.nickname.taken') : undefined);
  return (
    <div data-field="nickname">
      <Field
        label={text('newGroup.nickname')}
        required
        hint={text('newGroup.nickname.hint')}
        {...(problem !== undefined && { validationMessage: problem })}
      >
        <Input
          className={styles.input}
          value={shown}
          contentAfter={<Text>@</Text>}
          onChange={(_, { value }) => change({ nickname: value })}
        />
      </Field>
    </div>
  );
}
