import type { ImportError, PartResult } from '../ports/import-ports.ts';
import { lineErrors } from './line-errors.ts';

/** Errors that are kept and told of one part; all are counted. */
export const ERRORS_KEPT = 500;

type Outcome = 'created' | 'changed' | 'unchanged';

/** What has become of the lines of a part so far. */
export class PartProgress {
  readonly #outcomes = new Map<number, Outcome>();
  readonly #failed = new Set<number>();
  readonly #errors: ImportError[] = [];

  /** A line that is created and then changed stays created. */
  note(line: number, outcome: Outcome): void {
    const before = this.#outcomes.get(line);
    if (before === 'created' || (before === 'changed' && outcome === 'unchanged')) return;
    this.#outcomes.set(line, outcome);
  }

  /** Something is wrong with the line; what is no fault of a line is thrown on. */
  fail(line: number, error: unknown): void {
    this.#errors.push(...lineErrors(line, error));
    this.#failed.add(line);
  }

  /** Does work for a line; null when it fails for a fault of the line, which is noted. */
  async attempt<T>(line: number, work: () => T | Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (error) {
      this.fail(line, error);
      return null;
    }
  }

  hasFailed(line: number): boolean {
    return this.#failed.has(line);
  }

  /** Whether the line counts as created or changed. */
  isCounted(line: number): boolean {
    return ['created', 'changed'].includes(this.#outcomes.get(line) ?? '');
  }

  result(lines: number, pending: number): PartResult {
    const errors = [...this.#errors].sort((left, right) => left.line - right.line);
    return {
      lines,
      created: this.#count('created'),
      changed: this.#count('changed'),
      unchanged: this.#count('unchanged'),
      failed: this.#failed.size,
      pending,
      errors: errors.slice(0, ERRORS_KEPT),
    };
  }

  #count(wanted: Outcome): number {
    let count = 0;
    for (const outcome of this.#outcomes.values()) if (outcome === wanted) count++;
    return count;
  }
}
