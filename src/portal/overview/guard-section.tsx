/** How much of the group may change at once before somebody has to look. */
import { Button, Field, Input, makeStyles, Text } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { send } from '../data/client.ts';
import type { GroupOverview, Guard, GuardLimit } from '../data/group.ts';
import { useRight } from '../data/me.ts';
import { type Text as TextOf, useText } from '../intl/use-text.ts';
import { ConfirmDialog } from '../shared/confirm-dialog.tsx';
import { useDraft } from '../shared/draft.ts';
import { GuardedButton } from '../shared/guarded-button.tsx';
import { Fact, Facts } from './facts.tsx';
import { useGroupSettings } from './group-settings.ts';
import { type GuardFields, guardFields, readGuard } from './guard-fields.ts';
import { Section } from './section.tsx';

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  form: { display: 'grid', gap: '12px', marginTop: '12px' },
});

export function GuardSection({ group }: { readonly group: GroupOverview }): ReactNode {
  const text = useText();
  const styles = useStyles();
  const [isEditing, setEditing] = useState(false);
  const right = useRight('releaseHold', group);
  const { data: tenant } = useQuery({
    queryKey: ['guard'],
    queryFn: ({ signal }) =>
      send<{ readonly changes: Guard | null }>('/muster/v1/guard', { signal }),
    staleTime: 60_000,
  });
  const guard = group.guard ?? tenant?.changes ?? null;
  return (
    <Section title={text('overview.guard')}>
      <Text>{text(group.guard === null ? 'overview.guard.all' : 'overview.guard.own')}</Text>
      {guard === null ? (
        <Text>{text('overview.guard.none')}</Text>
      ) : (
        <Facts>
          <Fact name={text('overview.guard.additions')}>{limitText(text, guard.additions)}</Fact>
          <Fact name={text('overview.guard.removals')}>{limitText(text, guard.removals)}</Fact>
          <Fact name={text('overview.guard.minimumSize')}>
            {text('overview.guard.members', { count: guard.minimumSize })}
          </Fact>
        </Facts>
      )}
      <div className={styles.actions}>
        <GuardedButton right={right} onClick={() => setEditing(true)}>
          {text('overview.guard.edit')}
        </GuardedButton>
      </div>
      {isEditing && <GuardDialog group={group} onClose={() => setEditing(false)} />}
    </Section>
  );
}

function limitText(text: TextOf, { share, count }: GuardLimit): string {
  if (share === null && count === null) return text('overview.guard.unlimited');
  const parts = [
    ...(share === null ? [] : [text('overview.guard.share', { share: share / 100 })]),
    ...(count === null ? [] : [text('overview.guard.members', { count })]),
  ];
  return parts.join(' · ');
}

const FIELDS = [
  'additionsShare',
  'additionsCount',
  'removalsShare',
  'removalsCount',
  'minimumSize',
] as const;

interface GuardDialogProps {
  readonly group: GroupOverview;
  readonly onClose: () => void;
}

function GuardDialog({ group, onClose }: GuardDialogProps): ReactNode {
  const text = useText();
  const styles = useStyles();
  const draft = useDraft<GuardFields>(`guard-${group.id}`, guardFields(group.guard));
  const setting = useGroupSettings(group, text('overview.saved'));
  const guard = readGuard(draft.value);
  const save = async (to: Guard | null): Promise<void> => {
    await setting.mutateAsync({ guard: to });
    draft.forget();
    onClose();
  };
  return (
    <ConfirmDialog
      title={text('overview.guard.edit')}
      action={text('overview.guard.save')}
      isBusy={setting.isPending}
      isDisabled={guard === 'invalid'}
      error={setting.error}
      onConfirm={() => guard !== 'invalid' && void save(guard).catch(() => null)}
      onClose={onClose}
    >
      <Text>{text('overview.guard.text')}</Text>
      <div className={styles.form}>
        {FIELDS.map((name) => (
          <Field key={name} label={text(`overview.guard.field.${name}`)}>
            <Input
              type="number"
              min={0}
              value={draft.value[name]}
              onChange={(_, { value }) => draft.set({ ...draft.value, [name]: value })}
            />
          </Field>
        ))}
        {group.guard !== null && (
          <Button onClick={() => void save(null).catch(() => null)}>
            {text('overview.guard.remove')}
          </Button>
        )}
      </div>
    </ConfirmDialog>
  );
}
