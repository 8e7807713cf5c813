/** A text that is typed freely; known values, and those the directory has, are offered. */
import { Combobox, makeStyles, Option } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { propertyNamed } from '../rule-model/condition-fields.ts';
import { suggestTexts } from './directory-values.ts';

export interface TextFieldProps {
  readonly property: string;
  readonly value: string;
  readonly label: string;
  readonly isReadOnly: boolean;
  readonly onChange: (value: string) => void;
}

const useStyles = makeStyles({
  field: { minWidth: 0, width: '12em', maxWidth: '100%' },
  input: { minWidth: 0 },
});

export function TextField({
  property,
  value,
  label,
  isReadOnly,
  onChange,
}: TextFieldProps): ReactNode {
  const styles = useStyles();
  const [isOpen, setOpen] = useState(false);
  const known = propertyNamed(property)?.knownValues;
  const { data: held = [] } = useQuery({
    queryKey: ['values', property, value],
    queryFn: () => suggestTexts(property, value),
    enabled: isOpen && known === undefined,
    staleTime: 60_000,
    retry: false,
  });
  return (
    <Combobox
      className={styles.field}
      input={{ className: styles.input }}
      size="small"
      freeform
      aria-label={label}
      disabled={isReadOnly}
      open={isOpen}
      onOpenChange={(_, { open }) => setOpen(open)}
      value={value}
      selectedOptions={[value]}
      onChange={({ target }) => onChange(target.value)}
      onOptionSelect={(_, { optionValue }) => optionValue !== undefined && onChange(optionValue)}
    >
      {(known ?? held).map((one) => (
        <Option key={one} value={one}>
          {one}
        </Option>
      ))}
    </Combobox>
  );
}
