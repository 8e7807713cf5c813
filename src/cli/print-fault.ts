/** A fault as a terminal shows it: place, code and words, the line of the rule, and a caret under it. */
import { lineOf, locationOf } from '../language/location.ts';
import { labelOf } from '../messages/labels.ts';
import type { Language } from '../messages/localize.ts';
import { printable } from './printable.ts';

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

/** How much of a line is shown before its place, and in all: a caret under a wrapped line would point at nothing. */
const UNITS_BEFORE = 100;
const UNITS_SHOWN = 160;

/** The lines of a fault; the first is `line:column code message`, both counted from 1. */
export function faultLines(
  fault: ShownFault,
  text: string,
  how: { readonly kind: FaultKind; readonly hasColour: boolean; readonly language: Language },
): readonly string[] {
  const paint = (code: number, words: string) =>
    how.hasColour ? `\u001b[${code}m${words}\u001b[0m` : words;
  const colour = how.kind === 'error' ? RED : YELLOW;
  const { line, column } = locationOf(text, fault.position);
  const { shown, before } = excerptOf(lineOf(text, line), column - 1);
  const room = Math.max(shown.length - before, 1);
  const caret = `^${'~'.repeat(Math.max(Math.min(fault.length, room) - 1, 0))}`;
  return [
    `${line}:${column} ${paint(colour, fault.code)} ${printable(fault.message)}`,
    `  ${shown}`,
    `  ${' '.repeat(before)}${paint(colour, caret)}`,
    ...(fault.suggestion === undefined
      ? []
      : [`  ${labelOf('try', how.language, { suggestion: printable(fault.suggestion) })}`]),
    ...(fault.hint === undefined ? [] : [`  ${paint(DIM, printable(fault.hint))}`]),
  ];
}

/** A line, or of a long one the part around a place with … where it was cut; `before` is the place in what is shown. */
function excerptOf(
  line: string,
  place: number,
): { readonly shown: string; readonly before: number } {
  if (line.length <= UNITS_SHOWN) return { shown: printable(line), before: place };
  const start = Math.max(place - UNITS_BEFORE, 0);
  const end = start + UNITS_SHOWN;
  const head = start > 0 ? '…' : '';
  const tail = end < line.length ? '…' : '';
  return {
    shown: `${head}${printable(line.slice(start, end))}${tail}`,
    before: place - start + head.length,
  };
}
