/** What is wrong with a rule, and what could be better: one list for the editor, the keyboard and the screen reader. */
import type { RuleScope } from '../../directory/rule-object.ts';
import { type Location, locationOf } from '../../language/location.ts';
import { type Language, localize } from '../../messages/localize.ts';
import type { RuleError } from '../../rules/rule-error.ts';
import { validateRule } from '../../rules/validate-rule.ts';
import type { Warning } from '../../rules/warning.ts';

/** One error or piece of advice, in the reader's language. */
export interface Problem {
  readonly severity: 'error' | 'advice';
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
  readonly from: number;
  readonly to: number;
  readonly location: Location;
  /** The whole rule with the suggestion taken; null where there is none. */
  readonly rewrite: string | null;
  /** What would stand in place of the stretch; null where there is none. */
  readonly suggestion: string | null;
}

/** A rule as checked in the page. */
export interface CheckedRule {
  readonly isValid: boolean;
  /** The kind of object a valid rule selects; null for any other. */
  readonly scope: RuleScope | null;
  /** Errors of an invalid rule, or advice on a valid one, by position. */
  readonly problems: readonly Problem[];
}

/** What a rule is checked for. */
export interface CheckContext {
  readonly scope: RuleScope | null;
  readonly language: Language;
  /** Null while they are not known: then any well-formed name is good. */
  readonly extensionProperties: readonly string[] | null;
}

/** Checks a rule with the engine that also checks it when it is saved. */
export function checkRule(text: string, context: CheckContext): CheckedRule {
  const { scope, extensionProperties, language } = context;
  const validation = validateRule(text, {
    ...(scope !== null && { scope }),
    ...(extensionProperties !== null && { extensionProperties }),
  });
  return validation.valid
    ? {
        isValid: true,
        scope: validation.scope,
        problems: validation.warnings.map((warning) => adviceOf(text, warning, language)),
      }
    : {
        isValid: false,
        scope: null,
        problems: validation.errors.map((error) => errorOf(text, error, language)),
      };
}

/** Whether checking it needs the engine of patterns: the rule may name -match or -notMatch. */
export function namesPattern(text: string): boolean {
  return /match/i.test(text);
}

/** The problem to go to from a place in the text; past the last one comes the first. */
export function nextProblem(
  problems: readonly Problem[],
  from: number,
  direction: 1 | -1,
): number | null {
  if (problems.length === 0) return null;
  const index =
    direction === 1
      ? problems.findIndex((problem) => problem.from > from)
      : problems.findLastIndex((problem) => problem.from < from);
  if (index >= 0) return index;
  return direction === 1 ? 0 : problems.length - 1;
}

function errorOf(text: string, error: RuleError, language: Language): Problem {
  const { code, message, hint, position, length, suggestion } = localize(error, language);
  const [from, to] = [position, position + length];
  return {
    severity: 'error',
    code,
    message,
    hint: hint ?? null,
    from,
    to,
    location: locationOf(text, from),
    suggestion: suggestion ?? null,
    rewrite: suggestion === undefined ? null : text.slice(0, from) + suggestion + text.slice(to),
  };
}

function adviceOf(text: string, warning: Warning, language: Language): Problem {
  const { code, message, hint, position, length, suggestion, rewrite } = localize(
    warning,
    language,
  );
  return {
    severity: 'advice',
    code,
    message,
    hint: hint ?? null,
    from: position,
    to: position + length,
    location: locationOf(text, position),
    suggestion: suggestion ?? null,
    rewrite: rewrite ?? null,
  };
}
