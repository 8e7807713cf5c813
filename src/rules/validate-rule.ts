/** Is this text a rule? The one door to all that can be wrong with it. */
import type { RuleScope } from '../directory/rule-object.ts';
import type { Ast } from '../language/ast.ts';
import { checkText } from '../language/check-text.ts';
import { parseRule } from '../language/parse-rule.ts';
import { checkMeaning, scopeOf } from './check-meaning.ts';
import { collectWarnings } from './collect-warnings.ts';
import { makeRuleError, type RuleError } from './rule-error.ts';
import { suggestionFor } from './suggest.ts';
import type { Warning } from './warning.ts';

/** What a rule is checked against beside the language itself. */
export interface ValidateOptions {
  /** The kind of object the group takes; without it either kind is good, and the rule decides. */
  readonly scope?: RuleScope;
  /** The registered extension properties, compared without regard to letter case; without it any well-formed name is good. */
  readonly extensionProperties?: readonly string[];
}

/** A rule with its tree, or all that is wrong with it: one error of text or syntax, else every error of meaning. */
export type Validation =
  | {
      readonly valid: true;
      readonly scope: RuleScope;
      readonly ast: Ast;
      readonly warnings: readonly Warning[];
    }
  | { readonly valid: false; readonly errors: readonly RuleError[] };

/**
 * Checks a rule in the three stages of rules-spec.md 9; a stage runs only if the one before found nothing. Errors ascend by
 * position. Never throws for any text.
 */
export function validateRule(text: string, options: ValidateOptions = {}): Validation {
  const wrongText = checkText(text);
  if (wrongText !== null) return { valid: false, errors: [makeRuleError(wrongText)] };
  const { ast, fault } = parseRule(text);
  if (fault !== null) {
    const suggestion = suggestionFor(fault, { text, place: fault.place });
    return { valid: false, errors: [makeRuleError({ ...fault, suggestion })] };
  }
  const { scope = null, extensionProperties = null } = options;
  const errors = checkMeaning(ast, { scope, extensionProperties });
  if (errors.length > 0) {
    return { valid: false, errors: errors.map((error) => withSuggestion(error, text, options)) };
  }
  const kind = scopeOf(ast);
  return {
    valid: true,
    scope: kind,
    ast,
    /** Worked out when asked for: evaluation needs none of it. */
    get warnings() {
      return collectWarnings(ast, text, kind);
    },
  };
}

function withSuggestion(error: RuleError, text: string, options: ValidateOptions): RuleError {
  const { extensionProperties } = options;
  const suggestion = suggestionFor(error, { text, extensionProperties });
  return suggestion === undefined ? error : { ...error, suggestion };
}
