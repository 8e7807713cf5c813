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

export interface Choice<T extends string> {
  readonly value: T;
  readonly name: string;
  /** The language of the name, when it is another than that of the page. */
  readonly lang?: string;
  /** A name that is the same in every language. */
  readonly isFixed?: boolean;
}

export interface ChoiceMenuProps<T extends string> {
  readonly label: string;
  readonly icon: ReactElement;
  readonly chosen: T;
  readonly choices: readonly Choice<T>[];
  readonly onChoose: (value: T) => void;
}

export function ChoiceMenu<T extends string>(props: ChoiceMenuProps<T>): ReactNode {
  const { label, icon, chosen, choices, onChoose } = props;
  const now = choices.find(({ value }) => value === chosen);
  const name = now?.name ?? chosen;
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
          <span {...marksOf(now)}>{name}</span>
        </MenuButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {choices.map((each) => (
            <MenuItemRadio key={each.value} name="choice" value={each.value} {...marksOf(each)}>
              {each.name}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function marksOf(choice: Omit<Choice<string>, 'value'> | undefined) {
  return { lang: choice?.lang, translate: choice?.isFixed ? ('no' as const) : undefined };
}
