/** What is thrown while things are looked at one by one: the others are still done, and what failed is told at the end. */
import { UnreadableRowError } from '../ports/unreadable-row.ts';
import { isPassing } from '../util/errors.ts';
import { KeptChangingError } from './kept-changing.ts';

/** Long enough to name what is wrong, short enough for a status. */
const REASON_LENGTH = 300;

/**
 * Whether a failure says nothing of what was looked at: storage was busy, somebody else was at work there, or a later version
 * has written what only it can read.
 */
export function willPass(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.every(willPass);
  return isPassing(error) || error instanceof KeptChangingError || awaitsLater(error);
}

/** Whether nothing stands in the way but rows of a later version: an instance of that will do it, trying again is no use. */
export function awaitsLater(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.every(awaitsLater);
  return error instanceof UnreadableRowError && error.isNewer;
}

/** What went wrong, as a sentence. */
export function reasonOf(error: unknown): string {
  const [first] =
    error instanceof AggregateError ? error.errors.filter((one) => !willPass(one)) : [];
  const cause: unknown = first ?? error;
  const text = cause instanceof Error ? cause.message : String(cause);
  const sentence = text.slice(0, REASON_LENGTH).trimEnd();
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

/** Collects failures of independent pieces of work. */
export class Failures {
  readonly #errors: unknown[] = [];

  /** Does a piece of work; undefined when it fails. What is likely to pass by itself is thrown at once: the rest would fail too. */
  async catching<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (isPassing(error)) throw error;
      this.#errors.push(error);
      return undefined;
    }
  }

  /** Throws what was collected: the error itself when there is one, an AggregateError when there are several. */
  throwIfAny(): void {
    const [first, ...others] = this.#errors;
    if (others.length > 0)
      throw new AggregateError(this.#errors, `${this.#errors.length} things failed.`);
    if (first !== undefined) throw first;
  }
}
