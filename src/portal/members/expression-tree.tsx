/** A rule's expressions with the verdict of each and the value it looked at: a tree for the eye and for screen readers. */
import { makeStyles, tokens } from '@fluentui/react-components';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { type Text, useText } from '../intl/use-text.ts';
import type { ExplainedExpression } from './explanation.ts';

const INDENT = 20;

const useStyles = makeStyles({
  line: { padding: '4px', overflowWrap: 'anywhere' },
  rule: { fontFamily: tokens.fontFamilyMonospace },
  actual: { display: 'block', paddingInlineStart: '18px' },
});

export function ExpressionTree({ root }: { readonly root: ExplainedExpression }): ReactNode {
  const text = useText();
  const styles = useStyles();
  const tree = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const items = [...(tree.current?.querySelectorAll<HTMLElement>('[role=treeitem]') ?? [])];
    const at = items.findIndex((item) => item.matches(':focus'));
    const next = items[indexAfter(event.key, at, items.length)];
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <div ref={tree} role="tree" aria-label={text('members.why.rule')} onKeyDown={onKeyDown}>
      {linesOf(root).map(({ expression, level, key }) => {
        const actual = actualOf(expression, text);
        return (
          <div
            key={key}
            role="treeitem"
            aria-level={level}
            aria-expanded={expression.children.length > 0 ? true : undefined}
            aria-selected={false}
            tabIndex={level === 1 ? 0 : -1}
            className={styles.line}
            style={{ marginInlineStart: (level - 1) * INDENT }}
          >
            {verdictOf(expression, text)}{' '}
            <span className={styles.rule} translate="no">
              {expression.text}
            </span>
            {actual !== null && <span className={styles.actual}>{actual}</span>}
          </div>
        );
      })}
    </div>
  );
}

interface Line {
  readonly expression: ExplainedExpression;
  readonly level: number;
  /** Its place in the tree. */
  readonly key: string;
}

/** The tree from top to bottom: a line's name is its own text, not that of all below it. */
function linesOf(expression: ExplainedExpression, level = 1, key = '0'): readonly Line[] {
  const below = expression.children.flatMap((child, at) =>
    linesOf(child, level + 1, `${key}.${at}`),
  );
  return [{ expression, level, key }, ...below];
}

/** Where a key leads; -1: nowhere. */
function indexAfter(key: string, at: number, count: number): number {
  switch (key) {
    case 'ArrowDown':
      return Math.min(count - 1, at + 1);
    case 'ArrowUp':
      return Math.max(0, at - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return -1;
  }
}

export function verdictOf({ verdict }: ExplainedExpression, text: Text): string {
  if (verdict === null) return text('members.verdict.hidden');
  return verdict ? text('members.verdict.true') : text('members.verdict.false');
}

/** The value that a condition looked at; null: it is no condition. */
export function actualOf(
  { property, actual, hidden }: ExplainedExpression,
  text: Text,
): string | null {
  if (hidden || property === undefined) return null;
  if (actual === undefined || actual === null) return text('members.actual.none', { property });
  return text('members.actual', { property, value: actual });
}
