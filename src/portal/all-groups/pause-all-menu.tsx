/** Pausing every group with a reason, but for some; and letting them go on. */
import {
  Menu,
  MenuButton,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { PauseRegular, PlayRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { GroupOverview } from '../data/group.ts';
import { useRight } from '../data/me.ts';
import { useText } from '../intl/use-text.ts';
import { deniedReason } from '../shared/guarded-button.tsx';
import { pauseAllQuery } from './pause-all.ts';
import { PauseAllDialog } from './pause-all-dialog.tsx';
import { ResumeAllDialog } from './resume-all-dialog.tsx';

export function PauseAllMenu({ groups }: { readonly groups: readonly GroupOverview[] }): ReactNode {
  const text = useText();
  const right = useRight('pauseGroup');
  const { data: pause } = useQuery(pauseAllQuery);
  const [open, setOpen] = useState<'pause' | 'resume' | null>(null);
  const isPaused = pause !== undefined && pause.state !== 'none';
  const denied = right.isAllowed ? undefined : deniedReason(text, right);
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <MenuButton appearance="subtle" icon={<PauseRegular />}>
            {text('allGroups.processing')}
          </MenuButton>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem
              icon={<PauseRegular />}
              disabled={!right.isAllowed || isPaused}
              subText={denied}
              onClick={() => setOpen('pause')}
            >
              {text('allGroups.pauseAll')}
            </MenuItem>
            <MenuItem
              icon={<PlayRegular />}
              disabled={!right.isAllowed || !isPaused}
              subText={denied}
              onClick={() => setOpen('resume')}
            >
              {text('allGroups.resumeAll')}
            </MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      {open === 'pause' && <PauseAllDialog groups={groups} onClose={() => setOpen(null)} />}
      {open === 'resume' && <ResumeAllDialog onClose={() => setOpen(null)} />}
    </>
  );
}
