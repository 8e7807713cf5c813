/** Says what a command for several groups will do, does it, and says what came of it. */
import { ProgressBar, Text } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { GroupOverview } from '../data/group.ts';
import { useText } from '../intl/use-text.ts';
import { useAnnounce } from '../shared/announcer.tsx';
import { ConfirmDialog } from '../shared/confirm-dialog.tsx';
import { type BulkCommand, type BulkOutcome, concerned, runBulk } from './bulk.ts';

export interface BulkDialogProps {
  readonly command: BulkCommand;
  readonly groups: readonly GroupOverview[];
  readonly onClose: () => void;
}

export function BulkDialog({ command, groups, onClose }: BulkDialogProps): ReactNode {
  const text = useText();
  const announce = useAnnounce();
  const queries = useQueryClient();
  // As they were when it was asked: they change while it works.
  const [targets] = useState(() => concerned(command, groups));
  const [leftOut] = useState(groups.length - targets.length);
  const [outcome, setOutcome] = useState<BulkOutcome | null>(null);
  const count = targets.length;
  const run = async (): Promise<void> => {
    setOutcome({ done: 0, failures: [] });
    const { done, failures } = await runBulk(command, targets, setOutcome);
    announce(text('allGroups.bulk.result', { done, failed: failures.length }));
    await queries.invalidateQueries({ queryKey: ['groups'] });
    if (failures.length === 0) onClose();
  };
  return (
    <ConfirmDialog
      title={text(`allGroups.bulk.${command}.title`, { count })}
      action={text(`allGroups.bulk.${command}`)}
      isBusy={outcome !== null}
      onConfirm={() => void run()}
      onClose={onClose}
    >
      <Text block>{text(`allGroups.bulk.${command}.text`, { count })}</Text>
      {leftOut > 0 && <Text block>{text('allGroups.bulk.leftOut', { count: leftOut })}</Text>}
      {outcome !== null && <Outcome outcome={outcome} count={count} />}
    </ConfirmDialog>
  );
}

function Outcome({
  outcome: { done, failures },
  count,
}: {
  readonly outcome: BulkOutcome;
  readonly count: number;
}): ReactNode {
  const text = useText();
  const label = text('allGroups.bulk.progress', { done: done + failures.length, count });
  return (
    <>
      <ProgressBar value={done + failures.length} max={count} aria-label={label} />
      <Text block>{label}</Text>
      <ul>
        {failures.map(({ group, error }) => (
          <li key={group.id}>
            <span translate="no">{group.displayName}</span>: {error.message}
          </li>
        ))}
      </ul>
    </>
  );
}
