/** A property to choose by typing part of its name, with the type of each. */
import { Combobox, makeStyles, Option } from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import { useText } from '../intl/use-text.ts';
import { propertyChoices, type RowPlace } from '../rule-model/condition-fields.ts';
import { useBuilder } from './builder-context.ts';

export interface PropertyFieldProps {
  readonly value: string;
  readonly place: RowPlace;
  readonly number: string;
  readonly onChange: (name: string) => void;
}

const useStyles = makeStyles({
  field: { minWidth: '0', width: '14em', maxWidth: '100%' },
  input: { minWidth: 0 },
  option: { display: 'flex', justifyContent: 'space-between', gap: '16px', width: '100%' },
});

export function PropertyField({ value, place, number, onChange }: PropertyFieldProps): ReactNode {
  const text = useText();
  const styles = useStyles();
  const { scope, extensionProperties, isReadOnly } = useBuilder();
  const [typed, setTyped] = useState<string | null>(null);
  const choices = propertyChoices(scope, place, extensionProperties);
  const wanted = (typed ?? '').toLowerCase();
  const shown = choices.filter(({ name }) => name.toLowerCase().includes(wanted));
  return (
    <Combobox
      className={styles.field}
      input={{ className: styles.input }}
      size="small"
      aria-label={text('rule.propertyOf', { number })}
      disabled={isReadOnly}
      value={typed ?? value}
      selectedOptions={[value]}
      onChange={({ target }) => setTyped(target.value)}
      onBlur={() => setTyped(null)}
      onOpenChange={(_, { open }) => !open && setTyped(null)}
      onOptionSelect={(_, { optionValue }) => {
        // Typing unselects what was chosen, and says so without a value.
        if (optionValue === undefined) return;
        setTyped(null);
        if (optionValue !== value) onChange(optionValue);
      }}
    >
      {shown.map(({ name, property }) => (
        <Option key={name} value={name} text={name}>
          <span className={styles.option}>
            <span>{name}</span>
            <span>{text(`rule.type.${property.type}`)}</span>
          </span>
        </Option>
      ))}
      {shown.length === 0 && (
        <Option disabled value="" text="">
          {text('rule.noProperty')}
        </Option>
      )}
    </Combobox>
  );
}
