/** What went wrong, as far as the storage service said. Never holds a key or signature of the account. */
export interface StorageFailure {
  /** The verb, such as `get` or `transact`. */
  readonly operation: string;
  /** The table or queue. */
  readonly name: string;
  /** Partition and row, where there is one. */
  readonly key?: string;
  /** The HTTP status; absent when there was no answer. */
  readonly status?: number;
  /** The service's own code, such as `ServerBusy`. */
  readonly code?: string;
}

/** A request to storage that failed for another reason than its condition; `status` 413: what was to be written is too large. */
export class StorageError extends Error {
  readonly failure: StorageFailure;

  constructor(failure: StorageFailure, reason: string) {
    super(`${describe(failure)}: ${reason}`);
    this.name = 'StorageError';
    this.failure = failure;
  }
}

function describe({ operation, name, key, status, code }: StorageFailure): string {
  const where = key === undefined ? name : `${name} (${key})`;
  const answer = [status, code].filter((part) => part !== undefined).join(' ');
  return `Storage could not ${operation} ${where}${answer === '' ? '' : `, ${answer}`}`;
}
