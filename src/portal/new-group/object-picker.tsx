/** People, or people and groups, chosen by name one after the other. */
import { Button, Combobox, Field, makeStyles, Option, Text } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useText } from '../intl/use-text.ts';
import { findByName, type NamedObject } from '../rule-builder/directory-values.ts';
import { useSettled } from './use-settled.ts';

export interface ObjectPickerProps {
  readonly label: string;
  readonly hint?: string;
  readonly kinds: readonly ('users' | 'groups')[];
  readonly chosen: readonly NamedObject[];
  readonly onChange: (chosen: readonly NamedObject[]) => void;
}

const useStyles = makeStyles({
  picker: { display: 'grid', gap: '4px', minWidth: 0 },
  box: { minWidth: 0, maxWidth: '100%' },
  input: { minWidth: 0 },
  chosen: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: '2px' },
  one: { display: 'flex', alignItems: 'center', gap: '8px', overflowWrap: 'anywhere' },
});

export function ObjectPicker(props: ObjectPickerProps): ReactNode {
  const text = useText();
  const styles = useStyles();
  const { label, hint, kinds, chosen, onChange } = props;
  const [typed, setTyped] = useState('');
  const search = useSettled(typed.trim());
  const { data: found = [] } = useQuery({
    queryKey: ['by name', ...kinds, search],
    queryFn: async () => (await Promise.all(kinds.map((kind) => findByName(kind, search)))).flat(),
    enabled: search !== '',
  });
  const offered = found.filter(({ id }) => !chosen.some((one) => one.id === id));
  return (
    <div className={styles.picker}>
      <Field label={label} hint={hint}>
        <Combobox
          className={styles.box}
          input={{ className: styles.input }}
          freeform
          placeholder={text('newGroup.find')}
          value={typed}
          selectedOptions={[]}
          onChange={({ target }) => setTyped(target.value)}
          onOptionSelect={(_, { optionValue }) => {
            const object = offered.find(({ id }) => id === optionValue);
            if (object === undefined) return;
            onChange([...chosen, object]);
            setTyped('');
          }}
        >
          {search !== '' && offered.length === 0 && (
            <Option disabled value="" text={search}>
              {text('newGroup.nobodyFound')}
            </Option>
          )}
          {offered.map((object) => (
            <Option key={object.id} value={object.id} text={nameOf(object)}>
              {nameOf(object)}
            </Option>
          ))}
        </Combobox>
      </Field>
      {chosen.length > 0 && (
        <ul className={styles.chosen} aria-label={label}>
          {chosen.map((object) => (
            <li key={object.id} className={styles.one}>
              <Text>{nameOf(object)}</Text>
              <Button
                size="small"
                appearance="subtle"
                icon={<DismissRegular />}
                aria-label={text('newGroup.removeOne', { name: nameOf(object) })}
                onClick={() => onChange(chosen.filter(({ id }) => id !== object.id))}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function nameOf({ displayName, id }: NamedObject): string {
  return displayName ?? id;
}
