/** Direct Reports for somebody: the whole rule. */
import { Button, Text } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { NestedNode } from '../../rules/nested-builder.ts';
import { useText } from '../intl/use-text.ts';
import { EMPTY_DRAWING, type Path, replaceAt } from '../rule-model/drawing-paths.ts';
import { useBuilder } from './builder-context.ts';
import { useBoxStyles } from './group-box.tsx';
import { ObjectField } from './object-field.tsx';

export interface DirectReportsRowProps {
  readonly node: NestedNode & { readonly kind: 'direct-reports' };
  readonly path: Path;
}

export function DirectReportsRow({ node, path }: DirectReportsRowProps): ReactNode {
  const text = useText();
  const styles = useBoxStyles();
  const { root, change, isReadOnly } = useBuilder();
  return (
    <fieldset
      className={styles.box}
      aria-label={text('rule.directReports')}
      data-path={path.join('.')}
    >
      <div className={styles.head}>
        <Text weight="semibold">{text('rule.directReportsFor')}</Text>
        <ObjectField
          kind="users"
          id={node.manager}
          label={text('rule.manager')}
          isReadOnly={isReadOnly}
          onChange={(manager) => change(replaceAt(root, path, { ...node, manager }))}
        />
        {!isReadOnly && (
          <Button size="small" onClick={() => change(EMPTY_DRAWING, [])}>
            {text('rule.remove', { number: '1' })}
          </Button>
        )}
      </div>
    </fieldset>
  );
}
