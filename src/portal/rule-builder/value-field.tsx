/** The value of a condition, entered in the field that its type needs. */
import { Checkbox, Input, makeStyles, Select } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { NestedCondition, NestedValue } from '../../rules/nested-builder.ts';
import { useText } from '../intl/use-text.ts';
import {
  listOf,
  propertyNamed,
  takesNull,
  textsOf,
  text as textValue,
  valueField,
} from '../rule-model/condition-fields.ts';
import { InstantField } from './instant-field.tsx';
import { ListField } from './list-field.tsx';
import { TextField } from './text-field.tsx';

export interface ValueFieldProps {
  readonly node: NestedCondition;
  readonly number: string;
  readonly isReadOnly: boolean;
  readonly onChange: (value: NestedValue) => void;
}

const useStyles = makeStyles({
  value: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: '4px', minWidth: 0 },
});

export function ValueField(props: ValueFieldProps): ReactNode {
  const text = useText();
  const styles = useStyles();
  const { node, number, isReadOnly, onChange } = props;
  const isNull = node.value.kind === 'null';
  return (
    <div className={styles.value}>
      {isNull ? (
        <Input size="small" disabled value="null" aria-label={text('rule.valueOf', { number })} />
      ) : (
        <FilledField {...props} />
      )}
      {takesNull(node) && (
        <Checkbox
          checked={isNull}
          disabled={isReadOnly}
          label={text('rule.noValue')}
          onChange={(_, { checked }) =>
            onChange(checked === true ? { kind: 'null' } : emptyValue(node))
          }
        />
      )}
    </div>
  );
}

function FilledField({ node, number, isReadOnly, onChange }: ValueFieldProps): ReactNode {
  const text = useText();
  const label = text('rule.valueOf', { number });
  switch (valueField(node)) {
    case 'flag':
      return (
        <Select
          size="small"
          aria-label={label}
          value={textsOf(node.value)[0]?.toLowerCase() ?? 'true'}
          disabled={isReadOnly}
          onChange={(_, { value }) => onChange({ kind: 'flag', flag: value === 'true' })}
        >
          {['true', 'false'].map((value) => (
            <option key={value} value={value}>
              {value}
            </option>
          ))}
        </Select>
      );
    case 'instant':
      return (
        <InstantField
          value={node.value}
          takesNow={node.operator === 'le' || node.operator === 'ge'}
          label={label}
          isReadOnly={isReadOnly}
          onChange={onChange}
        />
      );
    case 'groups':
    case 'list':
      return (
        <ListField
          property={node.property}
          isOfGroups={valueField(node) === 'groups'}
          values={textsOf(node.value)}
          number={number}
          isReadOnly={isReadOnly}
          onChange={(values) => onChange(listOf(values))}
        />
      );
    case 'text':
      return (
        <TextField
          property={node.property}
          value={textsOf(node.value)[0] ?? ''}
          label={label}
          isReadOnly={isReadOnly}
          onChange={(value) => onChange(textValue(value))}
        />
      );
  }
}

function emptyValue(node: NestedCondition): NestedValue {
  switch (propertyNamed(node.property)?.type) {
    case 'flag':
      return { kind: 'flag', flag: true };
    case 'instant':
      return { kind: 'date', text: today() };
    default:
      return textValue('');
  }
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}
