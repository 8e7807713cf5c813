/** A button that who may not use it sees too, with the reason: it stays in reach of the keyboard. */
import { Button, type ButtonProps, Tooltip } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Right } from '../data/me.ts';
import { type Text, useText } from '../intl/use-text.ts';

export type GuardedButtonProps = ButtonProps & {
  readonly right: Right;
  /** Another reason why not now; null: none. */
  readonly reason?: string | null;
};

export function GuardedButton({ right, reason = null, ...props }: GuardedButtonProps): ReactNode {
  const text = useText();
  const why = right.isAllowed ? reason : deniedReason(text, right);
  if (why === null) return <Button {...(props as ButtonProps)} />;
  return (
    <Tooltip content={why} relationship="description">
      <Button {...(props as ButtonProps)} disabledFocusable />
    </Tooltip>
  );
}

/** Which role is missing, and who has it. */
export function deniedReason(text: Text, { roles }: Right): string {
  return text('shared.denied', { roles: roles.join(', ') });
}
