import { Checkbox, Field, makeStyles, Text, Textarea } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { send } from '../data/client.ts';
import type { GroupOverview } from '../data/group.ts';
import { useText } from '../intl/use-text.ts';
import { useAnnounce } from '../shared/announcer.tsx';
import { ConfirmDialog } from '../shared/confirm-dialog.tsx';
import { useDraft } from '../shared/draft.ts';

export interface PauseAllDialogProps {
  readonly groups: readonly GroupOverview[];
  readonly onClose: () => void;
}

interface Given {
  readonly reason: string;
  readonly exceptions: readonly string[];
}

const useStyles = makeStyles({
  form: { display: 'grid', gap: '12px' },
  exceptions: {
    display: 'flex',
    flexDirection: 'column',
    maxHeight: '200px',
    overflow: 'auto',
    margin: 0,
  },
});

export function PauseAllDialog({ groups, onClose }: PauseAllDialogProps): ReactNode {
  const text = useText();
  const styles = useStyles();
  const announce = useAnnounce();
  const queries = useQueryClient();
  const draft = useDraft<Given>('pause-all', { reason: '', exceptions: [] });
  const { reason, exceptions } = draft.value;
  const pausing = useMutation({
    mutationFn: (body: Given) => send('/muster/v1/pause-all', { method: 'POST', body }),
    onSuccess: async () => {
      draft.forget();
      announce(text('allGroups.pauseAll.done'));
      onClose();
      await queries.invalidateQueries();
    },
  });
  const dynamic = groups.filter(({ membershipRule }) => membershipRule !== null);
  const excepted = dynamic.filter(({ id }) => exceptions.includes(id)).length;
  return (
    <ConfirmDialog
      title={text('allGroups.pauseAll')}
      action={text('allGroups.pauseAll.action', { count: dynamic.length - excepted })}
      isBusy={pausing.isPending}
      isDisabled={reason.trim() === ''}
      error={pausing.error}
      onConfirm={() => pausing.mutate({ reason: reason.trim(), exceptions })}
      onClose={onClose}
    >
      <div className={styles.form}>
        <Text>{text('allGroups.pauseAll.text')}</Text>
        <Field label={text('allGroups.pauseAll.reason')} required>
          <Textarea
            value={reason}
            onChange={(_, { value }) => draft.set({ reason: value, exceptions })}
          />
        </Field>
        <fieldset className={styles.exceptions}>
          <legend>{text('allGroups.pauseAll.exceptions')}</legend>
          {dynamic.slice(0, MOST_OFFERED).map(({ id, displayName }) => (
            <Checkbox
              key={id}
              label={displayName}
              checked={exceptions.includes(id)}
              onChange={() => draft.set({ reason, exceptions: toggled(exceptions, id) })}
            />
          ))}
        </fieldset>
      </div>
    </ConfirmDialog>
  );
}

/** Of more, exceptions are made group by group: one that is set to go on is one. */
const MOST_OFFERED = 200;

function toggled(ids: readonly string[], id: string): readonly string[] {
  return ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id];
}
