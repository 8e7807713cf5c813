/** Somebody else saved a rule meanwhile: theirs, yours, and what both began with. */
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Subtitle2,
  Text,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useText } from '../intl/use-text.ts';
import { TextDifference } from './text-difference.tsx';

/** Three versions of one rule. */
export interface Conflict {
  readonly base: string;
  readonly theirs: string;
  readonly yours: string;
}

export interface ConflictDialogProps {
  readonly conflict: Conflict;
  readonly onKeepYours: () => void;
  readonly onTakeTheirs: () => void;
  readonly onClose: () => void;
}

const useStyles = makeStyles({
  surface: { maxWidth: '60em' },
  three: {
    display: 'grid',
    gap: '12px',
    gridTemplateColumns: 'repeat(auto-fit, minmax(16em, 1fr))',
  },
});

export function ConflictDialog(props: ConflictDialogProps): ReactNode {
  const text = useText();
  const styles = useStyles();
  const { base, theirs, yours } = props.conflict;
  const versions = [
    ['rule.conflict.yours', base, yours],
    ['rule.conflict.theirs', base, theirs],
    ['rule.conflict.base', base, base],
  ] as const;
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && props.onClose()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{text('rule.conflict.title')}</DialogTitle>
          <DialogContent>
            <Text block>{text('rule.conflict.text')}</Text>
            <div className={styles.three}>
              {versions.map(([id, before, after]) => (
                <section key={id} aria-label={text(id)}>
                  <Subtitle2 as="h3">{text(id)}</Subtitle2>
                  <TextDifference before={before} after={after} />
                </section>
              ))}
            </div>
          </DialogContent>
          <DialogActions fluid>
            <Button onClick={props.onTakeTheirs}>{text('rule.conflict.takeTheirs')}</Button>
            <Button onClick={props.onKeepYours}>{text('rule.conflict.keepYours')}</Button>
            <Button onClick={props.onClose}>{text('rule.cancel')}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
