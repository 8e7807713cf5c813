/** A person or a group to choose by name; the rule keeps the id. */
import { Combobox, Option } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useText } from '../intl/use-text.ts';
import { findByName, namesOfIds } from './directory-values.ts';

export interface ObjectFieldProps {
  readonly kind: 'users' | 'groups';
  readonly id: string;
  readonly label: string;
  readonly isReadOnly: boolean;
  readonly onChange: (id: string) => void;
}

/** An id is good as it is typed; everything else is looked for as a name. */
const ID = /^\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i;

export function ObjectField({
  kind,
  id,
  label,
  isReadOnly,
  onChange,
}: ObjectFieldProps): ReactNode {
  const text = useText();
  const [typed, setTyped] = useState<string | null>(null);
  const { data: names } = useQuery({
    queryKey: ['names', id],
    queryFn: () => namesOfIds([id.replace(/[{}]/g, '')]),
    enabled: ID.test(id),
    staleTime: 60_000,
  });
  const search = typed?.trim() ?? '';
  const { data: found = [] } = useQuery({
    queryKey: ['by name', kind, search],
    queryFn: () => findByName(kind, search),
    enabled: search !== '' && !ID.test(search),
  });
  const name = names?.get(id.replace(/[{}]/g, ''));
  return (
    <Combobox
      size="small"
      freeform
      aria-label={label}
      placeholder={text(kind === 'users' ? 'rule.findPerson' : 'rule.findGroup')}
      disabled={isReadOnly}
      value={typed ?? (name === undefined ? id : `${name} (${id})`)}
      selectedOptions={[id]}
      onChange={({ target }) => {
        setTyped(target.value);
        if (ID.test(target.value.trim())) onChange(target.value.trim());
      }}
      onBlur={() => setTyped(null)}
      onOptionSelect={(_, { optionValue }) => {
        // Typing unselects what was chosen, and says so without a value.
        if (optionValue === undefined) return;
        setTyped(null);
        onChange(optionValue);
      }}
    >
      {found.map((object) => (
        <Option key={object.id} value={object.id} text={object.displayName ?? object.id}>
          {`${object.displayName ?? ''} (${object.id})`}
        </Option>
      ))}
    </Combobox>
  );
}
