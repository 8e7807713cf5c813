/** What went wrong, in a sentence, with its code, the id to ask about it, and the way to try again. */
import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Text,
} from '@fluentui/react-components';
import { type ReactNode, useEffect, useState } from 'react';
import { ApiError } from '../data/api-error.ts';
import { useText } from '../intl/use-text.ts';
import { RelativeTime } from './relative-time.tsx';

export interface ErrorBarProps {
  readonly error: Error;
  readonly onRetry?: () => void;
  /** When the data that are still shown were read (milliseconds); absent: none are. */
  readonly staleSince?: number | undefined;
}

const useStyles = makeStyles({
  body: { whiteSpace: 'normal', overflowWrap: 'anywhere' },
});

export function ErrorBar({ error, onRetry, staleSince }: ErrorBarProps): ReactNode {
  const text = useText();
  const styles = useStyles();
  const isDenied = error instanceof ApiError && (error.status === 403 || error.status === 401);
  return (
    <MessageBar intent={isDenied ? 'warning' : 'error'} layout="multiline" role="alert">
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{titleOf(error, text)}</MessageBarTitle>
        {sentenceOf(error, text)} {error instanceof ApiError && <Facts error={error} />}
        {staleSince !== undefined && (
          <Text block>
            {text('shared.error.stale')}{' '}
            <RelativeTime instant={new Date(staleSince).toISOString()} />
          </Text>
        )}
      </MessageBarBody>
      <MessageBarActions>
        {error instanceof ApiError && error.requestId !== null && <CopyId id={error.requestId} />}
        {onRetry !== undefined && <Retry error={error} onRetry={onRetry} />}
      </MessageBarActions>
    </MessageBar>
  );
}

function titleOf(error: Error, text: ReturnType<typeof useText>): string {
  if (!(error instanceof ApiError)) return text('shared.error.title');
  if (error.status === 0) return text('shared.error.unreachable');
  if (error.status === 401) return text('shared.error.signIn');
  if (error.status === 403) return text('shared.error.denied');
  if (error.status === 412) return text('shared.error.conflict');
  if (error.status === 429) return text('shared.error.throttled');
  return text('shared.error.title');
}

function sentenceOf(error: Error, text: ReturnType<typeof useText>): string {
  if (error instanceof ApiError && error.status === 0) return text('shared.error.unreachable.text');
  return error.message.startsWith('shell.') ? text(error.message) : error.message;
}

function Facts({ error }: { readonly error: ApiError }): ReactNode {
  const text = useText();
  return (
    <Text block size={200}>
      {text('shared.error.code', { code: error.code })}
      {error.requestId !== null && (
        <> · {text('shared.error.requestId', { id: error.requestId })}</>
      )}
    </Text>
  );
}

function CopyId({ id }: { readonly id: string }): ReactNode {
  const text = useText();
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(id);
    setCopied(true);
  };
  return (
    <Button onClick={() => void copy()}>
      {isCopied ? text('shared.copied') : text('shared.error.copyId')}
    </Button>
  );
}

/** Counts down where the server said how long to wait, and then tries by itself. */
function Retry({
  error,
  onRetry,
}: {
  readonly error: Error;
  readonly onRetry: () => void;
}): ReactNode {
  const text = useText();
  const wait = error instanceof ApiError ? (error.retryAfterSeconds ?? 0) : 0;
  const [left, setLeft] = useState(wait);
  useEffect(() => setLeft(wait), [wait]);
  useEffect(() => {
    if (left <= 0) return;
    const timer = setTimeout(() => {
      setLeft(left - 1);
      if (left === 1) onRetry();
    }, 1_000);
    return () => clearTimeout(timer);
  }, [left, onRetry]);
  return (
    <Button onClick={onRetry}>
      {left > 0 ? text('shared.retryIn', { seconds: left }) : text('shared.retry')}
    </Button>
  );
}
