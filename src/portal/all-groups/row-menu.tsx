/** What can be done with one group of the list. */
import {
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { DeleteRegular, MoreHorizontalRegular } from '@fluentui/react-icons';
import { type ReactNode, useState } from 'react';
import type { GroupOverview } from '../data/group.ts';
import { useRight } from '../data/me.ts';
import { useText } from '../intl/use-text.ts';
import { deniedReason } from '../shared/guarded-button.tsx';
import { DeleteDialog } from './delete-dialog.tsx';

export interface RowMenuProps {
  readonly group: GroupOverview;
  readonly tabIndex: number;
}

export function RowMenu({ group, tabIndex }: RowMenuProps): ReactNode {
  const text = useText();
  const [isDeleting, setDeleting] = useState(false);
  const right = useRight('deleteGroup', group);
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button
            appearance="subtle"
            icon={<MoreHorizontalRegular />}
            tabIndex={tabIndex}
            aria-label={text('allGroups.menu', { name: group.displayName })}
          />
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem
              icon={<DeleteRegular />}
              disabled={!right.isAllowed}
              subText={right.isAllowed ? undefined : deniedReason(text, right)}
              onClick={() => setDeleting(true)}
            >
              {text('allGroups.delete')}
            </MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      {isDeleting && <DeleteDialog group={group} onClose={() => setDeleting(false)} />}
    </>
  );
}
