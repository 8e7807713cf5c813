/** What is wrong with a rule, as it is told to people and programs (rules-spec.md 9 and 13). */
import type { Params } from '../language/diagnostic.ts';
import { fillTemplate, findText } from '../language/message.ts';
import { SYNTAX_TEXTS } from '../language/syntax-texts.ts';
import type { Span } from '../language/token.ts';
import { MEANING_TEXTS, type MeaningCode } from './meaning-texts.ts';

/** One fault of a rule. Offsets are zero-based UTF-16 units of the rule exactly as supplied. */
export interface RuleError {
  /** One of the codes of rules-spec.md 9; never changes its meaning. */
  readonly code: string;
  /** A full English sentence. */
  readonly message: string;
  readonly position: number;
  /** Extent of the offending text; 0 at the end of the rule. */
  readonly length: number;
  /** What the message was filled with, for other languages; `variant` chooses among texts of one code. */
  readonly params: Params;
  /** The text that would replace the offending one. */
  readonly suggestion?: string;
  /** What to do, in English. */
  readonly hint?: string;
  /** The phrase by which users of the product know this kind of error. */
  readonly family?: string;
}

const TEXTS = { ...SYNTAX_TEXTS, ...MEANING_TEXTS };

/** The parts of an error that are not worked out from its code. */
export interface ErrorFacts {
  readonly code: string;
  readonly position: number;
  readonly length: number;
  readonly params: Params;
  readonly suggestion?: string | undefined;
}

/** An error with its English words. */
export function makeRuleError(facts: ErrorFacts): RuleError {
  const { code, position, length, params, suggestion } = facts;
  const text = findText(TEXTS, code, params);
  return {
    code,
    message: fillTemplate(text?.template ?? code, params),
    position,
    length,
    params,
    ...(suggestion !== undefined && { suggestion }),
    ...(text?.hint !== undefined && { hint: fillTemplate(text.hint, params) }),
    ...(text?.family !== undefined && { family: text.family }),
  };
}

/** The error of a meaning check at a stretch of the rule. */
export function meaningError(code: MeaningCode, at: Span, params: Params = {}): RuleError {
  return makeRuleError({ code, position: at.start, length: at.end - at.start, params });
}
