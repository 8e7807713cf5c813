/** The welcome mail of a Microsoft 365 group, and its guard; most groups need neither. */
import { Checkbox, Field, Input, Text } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { send } from '../data/client.ts';
import { useRight } from '../data/me.ts';
import { useText } from '../intl/use-text.ts';
import { deniedReason } from '../shared/guarded-button.tsx';
import { type FormPartProps, useFormStyles } from './form.ts';
import type { GuardFields } from './new-group-draft.ts';

const LIMITS: readonly (keyof GuardFields)[] = [
  'removalsShare',
  'removalsCount',
  'additionsShare',
  'additionsCount',
];

export function MoreSettings(props: FormPartProps): ReactNode {
  const text = useText();
  const styles = useFormStyles();
  const { draft, change } = props;
  const isDynamic = draft.membership !== 'assigned';
  if (!draft.isUnified && !isDynamic) return null;
  return (
    <div className={`${styles.part} ${styles.narrow}`}>
      {draft.isUnified && (
        <Checkbox
          label={text('newGroup.welcome')}
          checked={draft.hasWelcomeMail}
          onChange={(_, { checked }) => change({ hasWelcomeMail: checked === true })}
        />
      )}
      {isDynamic && <Guard {...props} />}
    </div>
  );
}

interface Limits {
  readonly share: number | null;
  readonly count: number | null;
}

interface TenantGuard {
  readonly changes: { readonly removals: Limits; readonly additions: Limits } | null;
}

function Guard({ draft, change, problemOf }: FormPartProps): ReactNode {
  const text = useText();
  const styles = useFormStyles();
  const [isOpen, setOpen] = useState(false);
  const right = useRight('releaseHold');
  const { data: tenant } = useQuery({
    queryKey: ['guard'],
    queryFn: ({ signal }) => send<TenantGuard>('/muster/v1/guard', { signal }),
    enabled: isOpen,
  });
  const problem = problemOf('guard');
  return (
    <details
      data-field="guard"
      open={isOpen || problem !== undefined}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>{text('newGroup.guard')}</summary>
      <div className={styles.card}>
        <Text>{text('newGroup.guard.means')}</Text>
        {tenant !== undefined && tenant.changes === null && (
          <Text size={200}>{text('newGroup.guard.none')}</Text>
        )}
        {!right.isAllowed && <Text size={200}>{deniedReason(text, right)}</Text>}
        <div className={styles.row}>
          {LIMITS.map((name) => (
            <Field
              key={name}
              label={text(`newGroup.guard.${name}`)}
              validationState={problem === undefined ? 'none' : 'error'}
            >
              <Input
                inputMode="numeric"
                disabled={!right.isAllowed}
                value={draft.guard[name]}
                placeholder={placeholderOf(tenant, name)}
                onChange={(_, { value }) => change({ guard: { ...draft.guard, [name]: value } })}
              />
            </Field>
          ))}
        </div>
        {problem !== undefined && <Text role="alert">{problem}</Text>}
      </div>
    </details>
  );
}

/** What holds for all groups, where nothing is typed. */
function placeholderOf(tenant: TenantGuard | undefined, name: keyof GuardFields): string {
  const limits = name.startsWith('removals')
    ? tenant?.changes?.removals
    : tenant?.changes?.additions;
  const limit = name.endsWith('Share') ? limits?.share : limits?.count;
  return limit?.toString() ?? '';
}
