import { Button } from '@fluentui/react-components';
import { CheckmarkRegular, CopyRegular } from '@fluentui/react-icons';
import { type ReactNode, useState } from 'react';
import { useText } from '../intl/use-text.ts';
import { useAnnounce } from '../shared/announcer.tsx';

export interface CopyButtonProps {
  readonly what: string;
  readonly label: string;
}

export function CopyButton({ what, label }: CopyButtonProps): ReactNode {
  const text = useText();
  const announce = useAnnounce();
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(what);
    setCopied(true);
    announce(text('shared.copied'));
  };
  return (
    <Button
      size="small"
      appearance="subtle"
      icon={isCopied ? <CheckmarkRegular /> : <CopyRegular />}
      aria-label={label}
      onClick={() => void copy()}
    />
  );
}
