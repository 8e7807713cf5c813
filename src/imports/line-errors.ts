import type { ImportError } from '../ports/import-ports.ts';
import { RequestError } from '../util/errors.ts';

/** Errors that are told of one line. */
const PER_LINE = 5;
const MESSAGE_LENGTH = 300;
const TARGET_LENGTH = 128;

/** What is wrong with a line, as an answer lists it. What is no fault of the line is thrown on. */
export function lineErrors(line: number, error: unknown): readonly ImportError[] {
  if (!(error instanceof RequestError)) throw error;
  const { code, message, details = [] } = error;
  const told = details.length === 0 ? [{ code, message }] : details.slice(0, PER_LINE);
  return told.map((detail) => ({
    line,
    code: detail.code,
    message: detail.message.slice(0, MESSAGE_LENGTH),
    ...('target' in detail &&
      detail.target !== undefined && { target: detail.target.slice(0, TARGET_LENGTH) }),
  }));
}
