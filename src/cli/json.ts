/** JSON from files that people write: refused with the place of what is wrong, and before its depth could do harm. */
import { locationOf } from '../language/location.ts';
import { InputError } from './io.ts';
import { jsonFaultOffset } from './json-fault.ts';

/** How deep lists and objects may lie in each other: far more than any rule, object or explanation needs. */
const DEPTH_LIMIT = 500;

/** Parses JSON. Throws InputError with `place` and, for a text of several lines, the line and column. */
export function parseJson(text: string, place: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new InputError(`${place} is not JSON: ${faultIn(text)}.`);
  }
  if (isDeeperThan(value, DEPTH_LIMIT)) {
    throw new InputError(
      `${place}: lists and objects lie more than ${DEPTH_LIMIT} deep in each other.`,
    );
  }
  return value;
}

function faultIn(text: string): string {
  if (text.trim() === '') return 'it is empty';
  const offset = jsonFaultOffset(text);
  const { line, column } = locationOf(text, offset);
  const where = /[\r\n]/.test(text) ? `line ${line}, column ${column}` : `column ${column}`;
  return offset >= text.trimEnd().length
    ? `it ends too early, at ${where}`
    : `${characterAt(text, offset)} is not expected at ${where}`;
}

function characterAt(text: string, offset: number): string {
  const code = text.codePointAt(offset) ?? 0;
  const character = String.fromCodePoint(code);
  return /\p{Cc}/u.test(character)
    ? `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
    : character;
}

/** Level by level, so that no depth can exhaust the stack. */
function isDeeperThan(value: unknown, limit: number): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; depth <= limit; depth += 1) {
    level = level.flatMap((item) =>
      typeof item === 'object' && item !== null ? Object.values(item) : [],
    );
    if (level.length === 0) return false;
  }
  return true;
}
