import {
  Menu,
  MenuButton,
  MenuItemCheckbox,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { ColumnTripleRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { useText } from '../intl/use-text.ts';
import { COLUMNS, columnsIn, writeColumns } from './columns.tsx';

export interface ColumnMenuProps {
  readonly columns: string | undefined;
  readonly onChange: (columns: string | undefined) => void;
}

export function ColumnMenu({ columns, onChange }: ColumnMenuProps): ReactNode {
  const text = useText();
  return (
    <Menu
      persistOnItemClick
      checkedValues={{ columns: [...columnsIn(columns)] }}
      onCheckedValueChange={(_, { checkedItems }) =>
        onChange(
          writeColumns(COLUMNS.filter((name) => name === 'name' || checkedItems.includes(name))),
        )
      }
    >
      <MenuTrigger disableButtonEnhancement>
        <MenuButton icon={<ColumnTripleRegular />}>{text('allGroups.columns')}</MenuButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {COLUMNS.map((name) => (
            <MenuItemCheckbox key={name} name="columns" value={name} disabled={name === 'name'}>
              {text(`allGroups.column.${name}`)}
            </MenuItemCheckbox>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
