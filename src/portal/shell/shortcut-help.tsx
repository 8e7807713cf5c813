/** What the keys do, told by `?`; that key can be turned off. */
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  Switch,
} from '@fluentui/react-components';
import { KeyboardRegular } from '@fluentui/react-icons';
import { type ReactNode, useEffect, useState } from 'react';
import { useText } from '../intl/use-text.ts';
import { usePreferences } from './preferences.ts';

const ROWS = [
  ['?', 'shell.key.help'],
  ['Tab', 'shell.key.tab'],
  ['← ↑ → ↓', 'shell.key.arrows'],
  ['Home, End', 'shell.key.homeEnd'],
  ['Ctrl+Home, Ctrl+End', 'shell.key.ctrlHomeEnd'],
  ['Enter', 'shell.key.enter'],
  ['Esc', 'shell.key.escape'],
] as const;

export function ShortcutHelp(): ReactNode {
  const text = useText();
  const { hasShortcuts, change } = usePreferences();
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    if (!hasShortcuts) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== '?' || isTyping(event.target)) return;
      event.preventDefault();
      setOpen(true);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [hasShortcuts]);
  return (
    <Dialog open={isOpen} onOpenChange={(_, { open }) => setOpen(open)}>
      <DialogTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={<KeyboardRegular />} aria-label={text('shell.keys')} />
      </DialogTrigger>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{text('shell.keys')}</DialogTitle>
          <DialogContent>
            <dl>
              {ROWS.map(([key, id]) => (
                <div key={id}>
                  <dt>
                    <kbd>{key}</kbd>
                  </dt>
                  <dd>{text(id)}</dd>
                </div>
              ))}
            </dl>
            <Switch
              checked={hasShortcuts}
              label={text('shell.key.switch')}
              onChange={(_, { checked }) => change({ hasShortcuts: checked })}
            />
          </DialogContent>
          <DialogActions>
            <DialogTrigger disableButtonEnhancement>
              <Button>{text('shared.close')}</Button>
            </DialogTrigger>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
