/** The commands of the list. */
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular, ArrowClockwiseRegular, ArrowDownloadRegular } from '@fluentui/react-icons';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { GroupOverview } from '../data/group.ts';
import { useRight } from '../data/me.ts';
import { useText } from '../intl/use-text.ts';
import { saveFile } from '../shared/csv.ts';
import { GuardedButton } from '../shared/guarded-button.tsx';
import { groupsCsv } from './download.ts';
import { PauseAllMenu } from './pause-all-menu.tsx';

export interface ToolbarProps {
  /** All groups, and those that the filters show. */
  readonly groups: readonly GroupOverview[];
  readonly shown: readonly GroupOverview[];
  readonly isComplete: boolean;
  readonly onRefresh: () => void;
}

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '4px',
    padding: '4px 0',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
});

export function Toolbar({ groups, shown, isComplete, onRefresh }: ToolbarProps): ReactNode {
  const text = useText();
  const styles = useStyles();
  const navigate = useNavigate();
  const create = useRight('createGroup');
  return (
    <div className={styles.bar}>
      <GuardedButton
        right={create}
        appearance="primary"
        icon={<AddRegular />}
        onClick={() => void navigate({ to: '/new-group' })}
      >
        {text('allGroups.newGroup')}
      </GuardedButton>
      <GuardedButton
        right={ANYBODY}
        reason={isComplete ? null : text('allGroups.download.wait', { count: groups.length })}
        appearance="subtle"
        icon={<ArrowDownloadRegular />}
        onClick={() => saveFile('groups.csv', groupsCsv(shown))}
      >
        {text('allGroups.download')}
      </GuardedButton>
      <Button appearance="subtle" icon={<ArrowClockwiseRegular />} onClick={onRefresh}>
        {text('allGroups.refresh')}
      </Button>
      <PauseAllMenu groups={groups} />
    </div>
  );
}

/** Whoever sees the list may keep it. */
const ANYBODY = { isAllowed: true, isKnown: true, roles: [] };
