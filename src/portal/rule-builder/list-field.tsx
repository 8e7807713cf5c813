/** The values of -in and -notIn, and the groups of memberOf: a list to add to and to take from. */
import { Button, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useText } from '../intl/use-text.ts';
import { namesOfIds } from './directory-values.ts';
import { ObjectField } from './object-field.tsx';

export interface ListFieldProps {
  readonly property: string;
  readonly isOfGroups: boolean;
  readonly values: readonly string[];
  readonly number: string;
  readonly isReadOnly: boolean;
  readonly onChange: (values: readonly string[]) => void;
}

const useStyles = makeStyles({
  field: { display: 'grid', gap: '4px', minWidth: 0 },
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '4px',
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  value: {
    display: 'flex',
    alignItems: 'center',
    paddingInlineStart: '8px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    overflowWrap: 'anywhere',
  },
  add: { display: 'flex', flexWrap: 'wrap', gap: '4px' },
});

export function ListField(props: ListFieldProps): ReactNode {
  const text = useText();
  const styles = useStyles();
  const { isOfGroups, number, isReadOnly, onChange } = props;
  const values = props.values.filter((value) => value !== '');
  const { data: names } = useQuery({
    queryKey: ['names', ...values],
    queryFn: () => namesOfIds(values),
    enabled: isOfGroups && values.length > 0,
    staleTime: 60_000,
  });
  return (
    <div className={styles.field}>
      <ul className={styles.list} aria-label={text('rule.valuesOf', { number })}>
        {values.map((value) => (
          <li key={value} className={styles.value}>
            <Text size={200}>{names?.get(value) ?? value}</Text>
            {!isReadOnly && (
              <Button
                size="small"
                appearance="subtle"
                icon={<DismissRegular />}
                aria-label={text('rule.removeValue', { value: names?.get(value) ?? value })}
                onClick={() => onChange(values.filter((one) => one !== value))}
              />
            )}
          </li>
        ))}
      </ul>
      {!isReadOnly && <AddValue {...props} values={values} />}
    </div>
  );
}

/** Enter adds; several values at once are separated by commas or lines. */
function AddValue({ isOfGroups, values, number, onChange }: ListFieldProps): ReactNode {
  const text = useText();
  const styles = useStyles();
  const [typed, setTyped] = useState('');
  const add = (more: string): void => {
    const added = more
      .split(/[,\n\r]+/)
      .map((one) => one.trim())
      .filter((one) => one !== '' && !values.includes(one));
    setTyped('');
    if (added.length > 0) onChange([...values, ...new Set(added)]);
  };
  if (isOfGroups) {
    const label = text('rule.addGroupId', { number });
    return <ObjectField kind="groups" id="" label={label} isReadOnly={false} onChange={add} />;
  }
  return (
    <div className={styles.add}>
      <Input
        size="small"
        aria-label={text('rule.newValueOf', { number })}
        value={typed}
        onChange={(_, { value }) => setTyped(value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          add(typed);
        }}
        onPaste={(event) => {
          const pasted = event.clipboardData.getData('text');
          if (!/[\n,]/.test(pasted)) return;
          event.preventDefault();
          add(pasted);
        }}
        onBlur={() => add(typed)}
      />
      <Button size="small" onClick={() => add(typed)}>
        {text('rule.addValue')}
      </Button>
    </div>
  );
}
