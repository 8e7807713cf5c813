/** A user to choose by name, or any object by its id. */
import { Combobox, Field, Option } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { findPeople } from '../data/find-people.ts';
import { useText } from '../intl/use-text.ts';

export interface PersonPickerProps {
  readonly label: string;
  readonly onChoose: (id: string) => void;
}

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function PersonPicker({ label, onChoose }: PersonPickerProps): ReactNode {
  const text = useText();
  const [typed, setTyped] = useState('');
  const search = typed.trim();
  const { data: found = [] } = useQuery({
    queryKey: ['people by name', search],
    queryFn: ({ signal }) => findPeople(search, signal),
    enabled: search !== '' && !ID.test(search),
  });
  const choose = (id: string): void => {
    setTyped('');
    onChoose(id);
  };
  return (
    <Field label={label} style={{ minWidth: 'min(340px, 100%)' }}>
      <Combobox
        freeform
        style={{ minWidth: 0 }}
        input={{ style: { minWidth: 0 } }}
        placeholder={text('shared.findPerson')}
        value={typed}
        selectedOptions={[]}
        onChange={({ target }) => {
          if (ID.test(target.value.trim())) choose(target.value.trim().toLowerCase());
          else setTyped(target.value);
        }}
        onOptionSelect={(_, { optionValue }) => optionValue !== undefined && choose(optionValue)}
      >
        {found.map(({ id, displayName, userPrincipalName }) => (
          <Option key={id} value={id} text={displayName ?? id}>
            {`${displayName ?? id} (${userPrincipalName ?? id})`}
          </Option>
        ))}
      </Combobox>
    </Field>
  );
}
