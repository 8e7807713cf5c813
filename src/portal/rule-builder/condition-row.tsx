/** One condition: Property · Operator · Value. */
import { makeStyles, Select, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { NestedCondition, NestedNode, NestedValue } from '../../rules/nested-builder.ts';
import { useText } from '../intl/use-text.ts';
import {
  operatorChoices,
  type RowPlace,
  withOperator,
  withProperty,
} from '../rule-model/condition-fields.ts';
import { type Path, replaceAt } from '../rule-model/drawing-paths.ts';
import { useBuilder } from './builder-context.ts';
import { NodeButtons } from './node-buttons.tsx';
import { PropertyField } from './property-field.tsx';
import { ValueField } from './value-field.tsx';

export interface ConditionRowProps {
  readonly node: NestedCondition;
  readonly path: Path;
  readonly number: string;
  readonly place: RowPlace;
}

const useStyles = makeStyles({
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: '8px',
    margin: 0,
    minWidth: 0,
    padding: '6px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
  },
});

export function ConditionRow({ node, path, number, place }: ConditionRowProps): ReactNode {
  const text = useText();
  const styles = useStyles();
  const { root, change, isReadOnly } = useBuilder();
  const put = (next: NestedNode, focus?: Path): void => change(replaceAt(root, path, next), focus);
  const operators = operatorChoices(node.property, node.operator);
  return (
    <fieldset
      className={styles.row}
      aria-label={text('rule.condition', { number })}
      data-path={path.join('.')}
    >
      <PropertyField
        value={node.property}
        place={place}
        number={number}
        onChange={(name) => put(withProperty(node, name))}
      />
      <Select
        size="small"
        aria-label={text('rule.operatorOf', { number })}
        translate="no"
        value={node.operator}
        disabled={isReadOnly}
        onChange={(_, { value }) => {
          const chosen = operators.find((operator) => operator === value);
          if (chosen !== undefined) put(withOperator(node, chosen), path);
        }}
      >
        {operators.map((operator) => (
          <option key={operator} value={operator} title={text(`rule.operator.${operator}`)}>
            -{operator}
          </option>
        ))}
      </Select>
      <ValueField
        node={node}
        number={number}
        isReadOnly={isReadOnly}
        onChange={(value: NestedValue) => put({ ...node, value })}
      />
      <NodeButtons path={path} number={number} />
    </fieldset>
  );
}
