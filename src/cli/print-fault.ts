/** A fault as a terminal shows it: place, code and words, the line of the rule, and a caret under it. */
import { lineOf, locationOf } from '../language/location.ts';

/** An error or a warning. */
export interface ShownFault {
  readonly code: string;
  readonly message: string;
  readonly position: number;
  readonly length: number;
  readonly suggestion?: string;
  readonly hint?: string;
}

export type FaultKind = 'error' | 'warning';

const RED = 31;
const YELLOW = 33;
const DIM = 2;

/** The lines of a fault; the first is `line:column code message`, both counted from 1. */
export function faultLines(
  fault: ShownFault,
  text: string,
  how: { readonly kind: FaultKind; readonly hasColour: boolean },
): readonly string[] {
  const paint = (code: number, words: string) =>
    how.hasColour ? `\u001b[${code}m${words}\u001b[0m` : words;
  const colour = how.kind === 'error' ? RED : YELLOW;
  const { line, column } = locationOf(text, fault.position);
  const ruleLine = lineOf(text, line).replace(/\t/g, ' ');
  const room = Math.max(ruleLine.length - column + 1, 1);
  const caret = `^${'~'.repeat(Math.max(Math.min(fault.length, room) - 1, 0))}`;
  return [
    `${line}:${column} ${paint(colour, fault.code)} ${fault.message}`,
    `  ${ruleLine}`,
    `  ${' '.repeat(column - 1)}${paint(colour, caret)}`,
    ...(fault.suggestion === undefined ? [] : [`  Try: ${fault.suggestion}`]),
    ...(fault.hint === undefined ? [] : [`  ${paint(DIM, fault.hint)}`]),
  ];
}
