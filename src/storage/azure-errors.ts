import { StorageError, type StorageFailure } from './storage-error.ts';

/** What this needs to know of an error of the SDK: the same class comes from several of its packages. */
interface SdkError extends Error {
  readonly statusCode?: number;
  readonly code?: string;
  readonly details?: {
    readonly errorCode?: string;
    readonly odataError?: {
      readonly code?: string;
      readonly message?: { readonly value?: string };
    };
  };
}

/** What the service answered: its status and its own code. Null for an error that is not the SDK's. */
export function answerOf(
  error: unknown,
): { readonly status: number | undefined; readonly code: string | undefined } | null {
  if (!isSdkError(error)) return null;
  const code = error.details?.odataError?.code ?? error.details?.errorCode ?? error.code;
  return { status: error.statusCode, code };
}

/**
 * A StorageError that says what was being done. The SDK's error is not kept in it: that holds the whole request, and with
 * it what authorises it.
 */
export function failureOf(
  doing: { readonly operation: string; readonly name: string; readonly key?: string | undefined },
  error: unknown,
): StorageError {
  const answer = answerOf(error);
  const { operation, name, key } = doing;
  const failure: StorageFailure = {
    operation,
    name,
    ...(key !== undefined && { key }),
    ...(answer?.status !== undefined && { status: answer.status }),
    ...(answer?.code !== undefined && { code: answer.code }),
  };
  return new StorageError(failure, reasonOf(error));
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const text = (isSdkError(error) && error.details?.odataError?.message?.value) || error.message;
  return text.split('\n', 1)[0]?.slice(0, 300) ?? '';
}

function isSdkError(error: unknown): error is SdkError {
  return error instanceof Error && error.name === 'RestError';
}
