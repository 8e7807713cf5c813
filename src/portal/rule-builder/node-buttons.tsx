/** What can be done with a node as a whole: move it among its neighbours, negate it, take it away. */
import { Button, makeStyles, Tooltip } from '@fluentui/react-components';
import { ArrowDownRegular, ArrowUpRegular, DeleteRegular } from '@fluentui/react-icons';
import type { ReactElement, ReactNode } from 'react';
import { useText } from '../intl/use-text.ts';
import {
  canMove,
  moveBy,
  nodeAt,
  type Path,
  removeAt,
  toggleNot,
} from '../rule-model/drawing-paths.ts';
import { useBuilder } from './builder-context.ts';

export interface NodeButtonsProps {
  readonly path: Path;
  /** As it is named aloud. */
  readonly number: string;
}

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', gap: '2px', marginInlineStart: 'auto' },
  not: { minWidth: 0 },
});

export function NodeButtons({ path, number }: NodeButtonsProps): ReactNode {
  const text = useText();
  const styles = useStyles();
  const { root, change, isReadOnly } = useBuilder();
  if (isReadOnly) return null;
  const isNot = nodeAt(root, path)?.kind === 'not';
  const moveTo = (by: -1 | 1): Path => [...path.slice(0, -1), (path.at(-1) ?? 0) + by];
  return (
    <div className={styles.bar}>
      {path.length > 0 && (
        <>
          <Act
            label={text('rule.moveUp', { number })}
            icon={<ArrowUpRegular />}
            isOff={!canMove(root, path, -1)}
            onClick={() => change(moveBy(root, path, -1), moveTo(-1))}
          />
          <Act
            label={text('rule.moveDown', { number })}
            icon={<ArrowDownRegular />}
            isOff={!canMove(root, path, 1)}
            onClick={() => change(moveBy(root, path, 1), moveTo(1))}
          />
        </>
      )}
      <Button
        size="small"
        appearance="subtle"
        className={styles.not}
        aria-label={text(isNot ? 'rule.removeNot' : 'rule.addNot', { number })}
        onClick={() => change(toggleNot(root, path), path)}
      >
        {text('rule.not')}
      </Button>
      <Act
        label={text('rule.remove', { number })}
        icon={<DeleteRegular />}
        onClick={() => change(removeAt(root, path), path.slice(0, -1))}
      />
    </div>
  );
}

interface ActProps {
  readonly label: string;
  readonly icon: ReactElement;
  readonly onClick: () => void;
  readonly isOff?: boolean;
}

function Act({ label, icon, onClick, isOff = false }: ActProps): ReactNode {
  return (
    <Tooltip content={label} relationship="label">
      <Button
        size="small"
        appearance="subtle"
        icon={icon}
        disabledFocusable={isOff}
        onClick={onClick}
      />
    </Tooltip>
  );
}
