/** Faults of text and syntax (rules-spec.md 9.1): what was found and where. The words for people are in syntax-texts.ts. */
import type { Span } from './token.ts';

/** The codes of rules-spec.md 9.1; the first two are about the text as a whole. */
export type SyntaxCode =
  | 'RULE_EMPTY'
  | 'RULE_TOO_LONG'
  | 'INVALID_CHARACTER'
  | 'SMART_QUOTE'
  | 'UNTERMINATED_STRING'
  | 'EXPECTED_EXPRESSION'
  | 'MISSING_PREFIX'
  | 'MISSING_OPERATOR'
  | 'UNKNOWN_OPERATOR'
  | 'NOT_AS_COMPARISON'
  | 'EXPECTED_VALUE'
  | 'UNQUOTED_STRING'
  | 'PROPERTY_AS_VALUE'
  | 'LIST_REQUIRED'
  | 'LIST_NOT_ALLOWED'
  | 'EMPTY_LIST'
  | 'UNBALANCED_BRACKET'
  | 'UNBALANCED_PAREN'
  | 'MISSING_CONNECTOR'
  | 'UNEXPECTED_TOKEN'
  | 'INVALID_DURATION'
  | 'BAD_DATE_OFFSET'
  | 'NESTING_TOO_DEEP'
  | 'DIRECT_REPORTS_SYNTAX'
  | 'DIRECT_REPORTS_COMBINED';

/** Where the parser stood; it decides which operators a person may have meant. */
export type Place = 'predicate' | 'operator' | 'value' | 'connector';

/** What a message template is filled with, by placeholder; `variant` chooses a more fitting text for the same code. */
export type Params = Readonly<Record<string, string>>;

/** One fault. `position` is the first offending UTF-16 unit, `length` its extent, 0 at the end of the text. */
export interface Diagnostic {
  readonly code: SyntaxCode;
  readonly position: number;
  readonly length: number;
  readonly params: Params;
  readonly place?: Place;
}

/** Ends the reading of a rule at its first fault. It never leaves this folder: `parseRule` returns the diagnostic. */
export class SyntaxFault extends Error {
  readonly diagnostic: Diagnostic;

  constructor(diagnostic: Diagnostic) {
    super(diagnostic.code);
    this.name = 'SyntaxFault';
    this.diagnostic = diagnostic;
  }
}

/** What a fault is about, beside its code and place in the text. */
export interface FaultDetails {
  readonly params?: Params;
  readonly place?: Place;
}

/** The fault of a code at a token or other stretch of the text. */
export function faultAt(code: SyntaxCode, at: Span, details: FaultDetails = {}): SyntaxFault {
  const { params = {}, place } = details;
  return new SyntaxFault({
    code,
    position: at.start,
    length: at.end - at.start,
    params,
    ...(place && { place }),
  });
}
