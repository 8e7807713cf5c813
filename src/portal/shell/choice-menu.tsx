/** A button in the header that opens a list of which one entry is chosen. */
import {
  Menu,
  MenuButton,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import type { ReactElement, ReactNode } from 'react';

export interface ChoiceMenuProps<T extends string> {
  readonly label: string;
  readonly icon: ReactElement;
  readonly chosen: T;
  readonly choices: readonly { readonly value: T; readonly name: string; readonly lang?: string }[];
  readonly onChoose: (value: T) => void;
}

export function ChoiceMenu<T extends string>(props: ChoiceMenuProps<T>): ReactNode {
  const { label, icon, chosen, choices, onChoose } = props;
  const name = choices.find(({ value }) => value === chosen)?.name ?? chosen;
  return (
    <Menu
      checkedValues={{ choice: [chosen] }}
      onCheckedValueChange={(_, { checkedItems }) => {
        const value = choices.find((each) => each.value === checkedItems[0])?.value;
        if (value !== undefined) onChoose(value);
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <MenuButton appearance="subtle" icon={icon} aria-label={`${label}: ${name}`}>
          {name}
        </MenuButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {choices.map((each) => (
            <MenuItemRadio key={each.value} name="choice" value={each.value} lang={each.lang}>
              {each.name}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
