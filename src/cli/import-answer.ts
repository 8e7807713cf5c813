/** What the server answers about imports, read as far as the command needs it. */
import { fieldOf } from './server-client.ts';

export interface LineError {
  readonly line: number;
  readonly code: string;
  readonly message: string;
  readonly target?: string;
}

export interface Counts {
  readonly lines: number;
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly failed: number;
}

export interface PartAnswer extends Counts {
  readonly part: number;
  readonly isDone: boolean;
  readonly errors: readonly LineError[];
  /** Of a part that was only checked: what other parts may have. */
  readonly references: readonly OpenReference[];
}

export interface OpenReference {
  readonly line: number;
  readonly target: string;
  readonly reference: string;
}

export interface ImportAnswer extends Counts {
  readonly id: string;
  readonly status: string;
  readonly parts: readonly PartAnswer[];
}

export function importAnswer(body: unknown): ImportAnswer {
  return {
    ...countsOf(body),
    id: textAt(body, 'id'),
    status: textAt(body, 'status'),
    parts: listAt(body, 'parts').map(partAnswer),
  };
}

export function partAnswer(body: unknown): PartAnswer {
  return {
    ...countsOf(body),
    part: numberAt(body, 'part'),
    isDone: fieldOf(body, 'status') !== 'running',
    errors: listAt(body, 'errors').map((error) => {
      const target = fieldOf(error, 'target');
      return {
        line: numberAt(error, 'line'),
        code: textAt(error, 'code'),
        message: textAt(error, 'message'),
        ...(typeof target === 'string' && { target }),
      };
    }),
    references: listAt(body, 'references').map((one) => ({
      line: numberAt(one, 'line'),
      target: textAt(one, 'target'),
      reference: textAt(one, 'reference'),
    })),
  };
}

function countsOf(body: unknown): Counts {
  return {
    lines: numberAt(body, 'lines'),
    created: numberAt(body, 'created'),
    changed: numberAt(body, 'changed'),
    unchanged: numberAt(body, 'unchanged'),
    failed: numberAt(body, 'failed'),
  };
}

function listAt(body: unknown, name: string): readonly unknown[] {
  const value = fieldOf(body, name);
  return Array.isArray(value) ? value : [];
}

function numberAt(body: unknown, name: string): number {
  const value = fieldOf(body, name);
  return typeof value === 'number' ? value : 0;
}

function textAt(body: unknown, name: string): string {
  const value = fieldOf(body, name);
  return typeof value === 'string' ? value : '';
}
