/** The builder: every rule that can be read as groups of conditions, one inside the other. */
import { Button, makeStyles, Text } from '@fluentui/react-components';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import type { RuleScope } from '../../directory/rule-object.ts';
import type { NestedNode } from '../../rules/nested-builder.ts';
import { useText } from '../intl/use-text.ts';
import { newRow } from '../rule-model/condition-fields.ts';
import { addTo, countConditions, type Path } from '../rule-model/drawing-paths.ts';
import { BuilderProvider } from './builder-context.ts';
import { BuilderNode } from './builder-node.tsx';

export interface RuleBuilderProps {
  readonly root: NestedNode;
  readonly onChange: (root: NestedNode) => void;
  readonly scope: RuleScope;
  readonly extensionProperties: readonly string[];
  readonly isReadOnly: boolean;
}

const useStyles = makeStyles({
  builder: { display: 'grid', gap: '8px', justifyItems: 'stretch' },
  direct: { justifySelf: 'start' },
});

export function RuleBuilder(props: RuleBuilderProps): ReactNode {
  const text = useText();
  const styles = useStyles();
  const place = useRef<HTMLElement>(null);
  const focus = useRef<Path | null>(null);
  const { root, onChange, scope, extensionProperties, isReadOnly } = props;
  const state = useMemo(
    () => ({
      root,
      scope,
      extensionProperties,
      isReadOnly,
      change: (next: NestedNode, target?: Path) => {
        focus.current = target ?? null;
        onChange(next);
      },
    }),
    [root, scope, extensionProperties, isReadOnly, onChange],
  );
  // After each change: what was added is read first, and what was removed does not leave focus nowhere.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the drawing is what has been rendered.
  useEffect(() => {
    if (focus.current === null) return;
    const target = place.current?.querySelector(`[data-path="${focus.current.join('.')}"]`);
    target?.querySelector<HTMLElement>('input, select, button')?.focus();
    focus.current = null;
  }, [root]);
  const isEmpty = countConditions(root) === 0;
  const isAlone = root.kind !== 'all-of' && root.kind !== 'any-of';
  return (
    <section ref={place} className={styles.builder} aria-label={text('rule.builder')}>
      <BuilderProvider value={state}>
        {isEmpty && <Text>{text('rule.builder.empty')}</Text>}
        <BuilderNode node={root} path={[]} number="1" />
        {isAlone && root.kind !== 'direct-reports' && !isReadOnly && (
          <Button
            className={styles.direct}
            onClick={() => state.change(addTo(root, [], newRow(scope, 'rule')), [1])}
          >
            {text('rule.addCondition')}
          </Button>
        )}
        {isEmpty && scope === 'user' && !isReadOnly && (
          <Button
            className={styles.direct}
            onClick={() => state.change({ kind: 'direct-reports', manager: '' }, [])}
          >
            {text('rule.addDirectReports')}
          </Button>
        )}
      </BuilderProvider>
    </section>
  );
}
