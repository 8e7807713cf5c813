/** The grid of the simple builder: And/Or, Property, Operator, Value. */
import { Button, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { DeleteRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { BuilderRow } from '../../rules/builder-row.ts';
import { useText } from '../intl/use-text.ts';
import { propertyNamed } from '../rule-model/condition-fields.ts';
import {
  type SimpleRow,
  simpleOperators,
  simpleProperties,
  valueOfText,
  valueText,
} from '../rule-model/simple-rows.ts';

export interface SimpleTableProps {
  readonly rows: readonly SimpleRow[];
  readonly extensions: readonly string[];
  readonly isReadOnly: boolean;
  readonly onChange: (index: number, change: Partial<BuilderRow>) => void;
  readonly onRemove: (index: number) => void;
}

const useStyles = makeStyles({
  scroll: { overflowX: 'auto' },
  table: { borderCollapse: 'collapse', width: '100%' },
  head: { textAlign: 'start', padding: '4px', fontWeight: tokens.fontWeightSemibold },
  cell: { padding: '4px', verticalAlign: 'top' },
});

export function SimpleTable(props: SimpleTableProps): ReactNode {
  const text = useText();
  const styles = useStyles();
  const heads = [
    'rule.simple.andOr',
    'rule.simple.property',
    'rule.simple.operator',
    'rule.simple.value',
  ];
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={text('rule.simple.expressions')}>
        <thead>
          <tr>
            {heads.map((id) => (
              <th key={id} scope="col" className={styles.head}>
                {text(id)}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is known by its place alone.
            <SimpleTableRow key={index} {...props} row={row} index={index} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type RowProps = SimpleTableProps & { readonly row: SimpleRow; readonly index: number };

function SimpleTableRow({
  row,
  index,
  extensions,
  isReadOnly,
  onChange,
  onRemove,
}: RowProps): ReactNode {
  const text = useText();
  const styles = useStyles();
  const number = index + 1;
  const label = (id: string): string => text('rule.simple.cell', { column: text(id), number });
  const listed = simpleProperties(extensions);
  const properties = listed.includes(row.property) ? listed : [...listed, row.property];
  const operators = simpleOperators(row.property);
  return (
    <tr>
      <td className={styles.cell}>
        {row.connector !== null && (
          <Select
            aria-label={label('rule.simple.andOr')}
            value={row.connector}
            disabled={isReadOnly}
            onChange={(_, { value }) =>
              onChange(index, { connector: value === 'Or' ? 'Or' : 'And' })
            }
          >
            <option value="And">{text('rule.simple.and')}</option>
            <option value="Or">{text('rule.simple.or')}</option>
          </Select>
        )}
      </td>
      <td className={styles.cell}>
        <Select
          aria-label={label('rule.simple.property')}
          value={row.property}
          disabled={isReadOnly}
          onChange={(_, { value }) => onChange(index, { property: value })}
        >
          {row.property === '' && <option value="">{text('rule.simple.chooseProperty')}</option>}
          {properties.filter(Boolean).map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </Select>
      </td>
      <td className={styles.cell}>
        <Select
          aria-label={label('rule.simple.operator')}
          value={row.operator}
          disabled={isReadOnly}
          onChange={(_, { value }) => {
            const operator = operators.find((one) => one === value);
            if (operator !== undefined) onChange(index, { operator });
          }}
        >
          {operators.map((operator) => (
            <option key={operator} value={operator}>
              {text(`rule.simple.operator.${operator}`)}
            </option>
          ))}
        </Select>
      </td>
      <td className={styles.cell}>
        <ValueCell
          row={row}
          label={label('rule.simple.value')}
          isReadOnly={isReadOnly}
          onChange={(value) => onChange(index, { value })}
        />
      </td>
      <td className={styles.cell}>
        <Button
          appearance="subtle"
          icon={<DeleteRegular />}
          aria-label={text('rule.simple.remove', { number })}
          disabledFocusable={isReadOnly}
          onClick={() => onRemove(index)}
        />
      </td>
    </tr>
  );
}

interface ValueCellProps {
  readonly row: SimpleRow;
  readonly label: string;
  readonly isReadOnly: boolean;
  readonly onChange: (value: BuilderRow['value']) => void;
}

function ValueCell({ row, label, isReadOnly, onChange }: ValueCellProps): ReactNode {
  const text = useText();
  const isFlag = propertyNamed(`user.${row.property}`)?.type === 'flag';
  if (isFlag) {
    return (
      <Select
        aria-label={label}
        value={valueText(row)}
        disabled={isReadOnly}
        onChange={(_, { value }) => onChange(value === 'null' ? null : value === 'true')}
      >
        {['true', 'false', 'null'].map((value) => (
          <option key={value} value={value}>
            {value}
          </option>
        ))}
      </Select>
    );
  }
  return (
    <Input
      aria-label={label}
      placeholder={text('rule.simple.addValue')}
      value={valueText(row)}
      disabled={isReadOnly}
      onChange={(_, { value }) => onChange(valueOfText(value, row.operator))}
    />
  );
}
