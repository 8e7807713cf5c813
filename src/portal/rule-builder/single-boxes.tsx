/** Boxes around one part: Not, and any item / all items of a collection. */
import { Select, Text } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { NestedNode } from '../../rules/nested-builder.ts';
import { useText } from '../intl/use-text.ts';
import { newRow, placeWithin, propertyNamed } from '../rule-model/condition-fields.ts';
import { countConditions, type Path, replaceAt } from '../rule-model/drawing-paths.ts';
import { useBuilder } from './builder-context.ts';
import { useBoxStyles } from './group-box.tsx';
import { NodeButtons } from './node-buttons.tsx';
import { PropertyField } from './property-field.tsx';

interface SingleBoxProps<Kind extends NestedNode['kind']> {
  readonly node: NestedNode & { readonly kind: Kind };
  readonly path: Path;
  readonly number: string;
  readonly children: ReactNode;
}

export function NotBox({ node, path, number, children }: SingleBoxProps<'not'>): ReactNode {
  const text = useText();
  const styles = useBoxStyles();
  const label = text('rule.group', { kind: 'not', number, count: countConditions(node) });
  return (
    <fieldset className={styles.box} aria-label={label} data-path={path.join('.')}>
      <div className={styles.head}>
        <Text weight="semibold">{text('rule.not')}</Text>
        <NodeButtons path={path} number={number} />
      </div>
      {children}
    </fieldset>
  );
}

export function ItemsBox({ node, path, number, children }: SingleBoxProps<'items'>): ReactNode {
  const text = useText();
  const styles = useBoxStyles();
  const { root, change, scope, isReadOnly } = useBuilder();
  const { quantifier, property } = node;
  const label = text('rule.items', { quantifier, property, number, count: countConditions(node) });
  const chooseProperty = (chosen: string): void => {
    const type = propertyNamed(chosen)?.type;
    const isCollection = type === 'texts' || type === 'plans' || type === 'groups';
    const row = newRow(scope, isCollection ? placeWithin(chosen) : 'rule');
    const isSame = placeWithin(chosen) === placeWithin(property);
    const next: NestedNode = isCollection
      ? { ...node, property: chosen, child: isSame ? node.child : row }
      : { ...row, property: chosen };
    change(replaceAt(root, path, next), path);
  };
  return (
    <fieldset className={styles.box} aria-label={label} data-path={path.join('.')}>
      <div className={styles.head}>
        <PropertyField value={property} place="rule" number={number} onChange={chooseProperty} />
        <Select
          size="small"
          aria-label={text('rule.operatorOf', { number })}
          value={quantifier}
          disabled={isReadOnly}
          onChange={(_, { value }) =>
            change(replaceAt(root, path, { ...node, quantifier: value === 'all' ? 'all' : 'any' }))
          }
        >
          <option value="any">{text('rule.anyItem')}</option>
          <option value="all">{text('rule.allItems')}</option>
        </Select>
        <NodeButtons path={path} number={number} />
      </div>
      {children}
    </fieldset>
  );
}
