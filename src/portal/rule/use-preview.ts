/** The preview of the rule that is being typed: begun when typing stops, followed until it ends, cancelled when it is overtaken. */
import { useEffect, useState } from 'react';
import { cancelPreview, type Preview, readPreview, startPreview } from './preview.ts';

/** Milliseconds without a key after which typing has stopped. */
const STOPPED = 300;
const POLL = 500;

export interface PreviewState {
  /** The question that the preview answers; null before the first. */
  readonly key: string | null;
  readonly preview: Preview | null;
  readonly error: Error | null;
  /** Whether an answer about the present rule is still to come. */
  readonly isWaiting: boolean;
  readonly retry: () => void;
}

type Known = Pick<PreviewState, 'key' | 'preview' | 'error'>;

const NOTHING: Known = { key: null, preview: null, error: null };

/** What is looked up. */
export interface PreviewQuestion {
  /** Null while there is none that could be looked up; what is known of the one before stays on the page. */
  readonly rule: string | null;
  /** Null: of a group that is still to be made. */
  readonly groupId: string | null;
  /** What the rule would be saved over; when that is another, so is the answer. */
  readonly basis: string;
}

export function usePreview({ rule, groupId, basis }: PreviewQuestion): PreviewState {
  const [known, setKnown] = useState(NOTHING);
  const [attempt, setAttempt] = useState(0);
  const key = rule === null ? null : `${basis} ${rule}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is the same request again.
  useEffect(() => {
    if (rule === null || key === null) return;
    const stop = new AbortController();
    const timer = setTimeout(
      () => void follow({ key, rule, groupId, stop, tell: setKnown }),
      STOPPED,
    );
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [key, rule, groupId, attempt]);
  const isCurrent = known.key === key;
  const isDone = isCurrent && (known.error !== null || known.preview?.status !== 'running');
  return {
    ...known,
    error: isCurrent ? known.error : null,
    isWaiting: rule !== null && !isDone,
    retry: () => {
      setKnown(({ preview }) => ({ key: null, preview, error: null }));
      setAttempt((count) => count + 1);
    },
  };
}

interface Followed {
  readonly key: string;
  readonly rule: string;
  readonly groupId: string | null;
  readonly stop: AbortController;
  readonly tell: (known: Known) => void;
}

async function follow({ key, rule, groupId, stop, tell }: Followed): Promise<void> {
  const { signal } = stop;
  let id: string | null = null;
  try {
    let preview = await startPreview(rule, groupId, signal);
    id = preview.id;
    for (;;) {
      tell({ key, preview, error: null });
      if (preview.status !== 'running') return;
      await pause(signal);
      preview = await readPreview(id, signal);
    }
  } catch (error) {
    if (!signal.aborted) tell({ key, preview: null, error: asError(error) });
    else if (id !== null) await cancelPreview(id);
  }
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, POLL);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
