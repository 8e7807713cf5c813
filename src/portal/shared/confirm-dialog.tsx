/** Asks before something is done; what went wrong with it stays in the dialog. */
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useText } from '../intl/use-text.ts';
import { ErrorBar } from './error-bar.tsx';

export interface ConfirmDialogProps {
  readonly title: string;
  /** What the button says: the outcome. */
  readonly action: string;
  readonly isBusy?: boolean;
  readonly isDisabled?: boolean;
  readonly error?: Error | null;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function ConfirmDialog(props: ConfirmDialogProps): ReactNode {
  const { title, action, isBusy = false, isDisabled = false, error, children } = props;
  const text = useText();
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && props.onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>
            {children}
            {error && <ErrorBar error={error} />}
          </DialogContent>
          <DialogActions>
            <Button onClick={props.onClose}>{text('shared.cancel')}</Button>
            <Button
              appearance="primary"
              disabledFocusable={isBusy || isDisabled}
              onClick={props.onConfirm}
            >
              {action}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
