import { Text } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { send } from '../data/client.ts';
import { useText } from '../intl/use-text.ts';
import { useAnnounce } from '../shared/announcer.tsx';
import { ConfirmDialog } from '../shared/confirm-dialog.tsx';

export function ResumeAllDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const text = useText();
  const announce = useAnnounce();
  const queries = useQueryClient();
  const resuming = useMutation({
    mutationFn: () => send('/muster/v1/resume-all', { method: 'POST' }),
    onSuccess: async () => {
      announce(text('allGroups.resumeAll.done'));
      onClose();
      await queries.invalidateQueries();
    },
  });
  return (
    <ConfirmDialog
      title={text('allGroups.resumeAll')}
      action={text('allGroups.resumeAll')}
      isBusy={resuming.isPending}
      error={resuming.error}
      onConfirm={() => resuming.mutate()}
      onClose={onClose}
    >
      <Text>{text('allGroups.resumeAll.text')}</Text>
    </ConfirmDialog>
  );
}
