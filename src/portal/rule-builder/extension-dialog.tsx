/** + Get custom extension properties: the properties of an application, to choose from in the rows. */
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  Field,
  Input,
  Text,
} from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useText } from '../intl/use-text.ts';
import { ErrorBar } from '../shared/error-bar.tsx';
import { readExtensionProperties } from './extension-properties.ts';

export interface ExtensionDialogProps {
  readonly isReadOnly: boolean;
  readonly onFound: (names: readonly string[]) => void;
}

export function ExtensionDialog({ isReadOnly, onFound }: ExtensionDialogProps): ReactNode {
  const text = useText();
  const [applicationId, setApplicationId] = useState('');
  const refresh = useMutation({ mutationFn: readExtensionProperties, onSuccess: onFound });
  return (
    <Dialog>
      <DialogTrigger disableButtonEnhancement>
        <Button icon={<AddRegular />} appearance="subtle" disabledFocusable={isReadOnly}>
          {text('rule.extensions.get')}
        </Button>
      </DialogTrigger>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{text('rule.extensions.get')}</DialogTitle>
          <DialogContent>
            <Field label={text('rule.extensions.applicationId')}>
              <Input value={applicationId} onChange={(_, { value }) => setApplicationId(value)} />
            </Field>
            {refresh.error !== null && <ErrorBar error={refresh.error} />}
            {refresh.data !== undefined && <Found names={refresh.data} />}
          </DialogContent>
          <DialogActions>
            <Button
              appearance="primary"
              disabledFocusable={applicationId.trim() === '' || refresh.isPending}
              onClick={() => refresh.mutate(applicationId.trim())}
            >
              {text('rule.extensions.refresh')}
            </Button>
            <DialogTrigger disableButtonEnhancement>
              <Button>{text('rule.close')}</Button>
            </DialogTrigger>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function Found({ names }: { readonly names: readonly string[] }): ReactNode {
  const text = useText();
  return (
    <div role="status">
      <Text>{text('rule.extensions.found', { count: names.length })}</Text>
      <ul>
        {names.map((name) => (
          <li key={name}>
            <Text font="monospace">{name}</Text>
          </li>
        ))}
      </ul>
    </div>
  );
}
