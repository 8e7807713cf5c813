/** All of / Any of: conditions and groups that are joined. */
import { Button, makeStyles, Select, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { NestedNode } from '../../rules/nested-builder.ts';
import { useText } from '../intl/use-text.ts';
import { newRow, type RowPlace } from '../rule-model/condition-fields.ts';
import { addTo, countConditions, type Path, replaceAt } from '../rule-model/drawing-paths.ts';
import { useBuilder } from './builder-context.ts';
import { NodeButtons } from './node-buttons.tsx';

type GroupNode = NestedNode & { readonly kind: 'all-of' | 'any-of' };

export interface GroupBoxProps {
  readonly node: GroupNode;
  readonly path: Path;
  readonly number: string;
  readonly place: RowPlace;
  /** Its parts, drawn. */
  readonly children: ReactNode;
}

export const useBoxStyles = makeStyles({
  box: {
    display: 'grid',
    gap: '8px',
    margin: 0,
    minWidth: 0,
    padding: `8px ${tokens.spacingHorizontalS}`,
    borderTopWidth: 0,
    borderBottomWidth: 0,
    borderInlineEndWidth: 0,
    borderInlineStartWidth: '3px',
    borderInlineStartStyle: 'solid',
    borderInlineStartColor: tokens.colorBrandStroke1,
    backgroundColor: tokens.colorNeutralBackground2,
    borderRadius: tokens.borderRadiusMedium,
  },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

export function GroupBox({ children, ...group }: GroupBoxProps): ReactNode {
  const { node, path, number } = group;
  const text = useText();
  const styles = useBoxStyles();
  const { root, change, isReadOnly } = useBuilder();
  const label = text('rule.group', {
    kind: node.kind === 'any-of' ? 'anyOf' : 'allOf',
    number,
    count: countConditions(node),
  });
  return (
    <fieldset className={styles.box} aria-label={label} data-path={path.join('.')}>
      <div className={styles.head}>
        <Select
          size="small"
          aria-label={text('rule.group.kind', { number })}
          value={node.kind}
          disabled={isReadOnly}
          onChange={(_, { value }) =>
            change(
              replaceAt(root, path, { ...node, kind: value === 'any-of' ? 'any-of' : 'all-of' }),
            )
          }
        >
          <option value="all-of">{text('rule.allOf')}</option>
          <option value="any-of">{text('rule.anyOf')}</option>
        </Select>
        <NodeButtons path={path} number={number} />
      </div>
      {children}
      {!isReadOnly && <AddButtons {...group} />}
    </fieldset>
  );
}

function AddButtons({ node, path, number, place }: Omit<GroupBoxProps, 'children'>): ReactNode {
  const text = useText();
  const styles = useBoxStyles();
  const { root, change, scope } = useBuilder();
  const added = [...path, node.children.length];
  const row = newRow(scope, place);
  const kind = node.kind === 'all-of' ? 'any-of' : 'all-of';
  return (
    <div className={styles.actions}>
      <Button
        size="small"
        aria-label={text('rule.addConditionTo', { number })}
        onClick={() => change(addTo(root, path, row), added)}
      >
        {text('rule.addCondition')}
      </Button>
      <Button
        size="small"
        aria-label={text('rule.addGroupTo', { number })}
        onClick={() => change(addTo(root, path, { kind, children: [row] }), [...added, 0])}
      >
        {text('rule.addGroup')}
      </Button>
    </div>
  );
}
