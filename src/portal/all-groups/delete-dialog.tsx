import { Text } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { send } from '../data/client.ts';
import type { GroupOverview } from '../data/group.ts';
import { useText } from '../intl/use-text.ts';
import { useAnnounce } from '../shared/announcer.tsx';
import { ConfirmDialog } from '../shared/confirm-dialog.tsx';

export interface DeleteDialogProps {
  readonly group: GroupOverview;
  readonly onClose: () => void;
}

export function DeleteDialog({ group, onClose }: DeleteDialogProps): ReactNode {
  const text = useText();
  const announce = useAnnounce();
  const queries = useQueryClient();
  const { id, displayName: name, memberCount: count } = group;
  const removal = useMutation({
    mutationFn: () => send(`/v1.0/groups/${id}`, { method: 'DELETE' }),
    onSuccess: () => {
      announce(text('allGroups.deleted', { name }));
      onClose();
      return queries.invalidateQueries({ queryKey: ['groups'] });
    },
  });
  return (
    <ConfirmDialog
      title={text('allGroups.delete.title', { name })}
      action={text('allGroups.delete')}
      isBusy={removal.isPending}
      error={removal.error}
      onConfirm={() => removal.mutate()}
      onClose={onClose}
    >
      <Text>{text('allGroups.delete.text', { count })}</Text>
    </ConfirmDialog>
  );
}
