import { Field, Text, Textarea } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { GroupOverview } from '../data/group.ts';
import { useText } from '../intl/use-text.ts';
import { ConfirmDialog } from '../shared/confirm-dialog.tsx';
import { useDraft } from '../shared/draft.ts';
import { usePausing } from './pausing.ts';

const MOST_LETTERS = 1_000;

export interface PauseDialogProps {
  readonly group: GroupOverview;
  readonly onClose: () => void;
}

export function PauseDialog({ group, onClose }: PauseDialogProps): ReactNode {
  const text = useText();
  const draft = useDraft(`pause-${group.id}`, '');
  const pausing = usePausing(group);
  const pause = async (): Promise<void> => {
    await pausing.mutateAsync({ state: 'Paused', reason: draft.value.trim() });
    draft.forget();
    onClose();
  };
  return (
    <ConfirmDialog
      title={text('overview.pause.title', { name: group.displayName })}
      action={text('overview.pause')}
      isBusy={pausing.isPending}
      error={pausing.error}
      onConfirm={() => void pause().catch(() => null)}
      onClose={onClose}
    >
      <Text block>{text('overview.pause.text')}</Text>
      <Field label={text('overview.pause.reason')}>
        <Textarea
          value={draft.value}
          maxLength={MOST_LETTERS}
          onChange={(_, { value }) => draft.set(value)}
        />
      </Field>
    </ConfirmDialog>
  );
}
