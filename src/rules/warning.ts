/** Advice on a rule that is valid (rules-spec.md 10): it never blocks. */
import type { RuleScope } from '../directory/rule-object.ts';
import type { Expression } from '../language/ast.ts';
import type { Params } from '../language/diagnostic.ts';
import { fillTemplate, findText } from '../language/message.ts';
import type { Span } from '../language/token.ts';
import { WARNING_TEXTS, type WarningCode } from './warning-texts.ts';

/** One piece of advice. Offsets are zero-based UTF-16 units of the rule as supplied. */
export interface Warning {
  readonly code: WarningCode;
  /** A full English sentence. */
  readonly message: string;
  readonly position: number;
  readonly length: number;
  readonly params: Params;
  /** The text that would replace the stretch the warning is about. */
  readonly suggestion?: string;
  /** What to do, in English. */
  readonly hint?: string;
  /** The whole rule with the advice taken, where the warning is a rewrite; it selects the same objects unless the hint says otherwise. */
  readonly rewrite?: string;
}

/** A valid rule under examination; rules of the direct reports form have nothing to be warned of. */
export interface WarnedRule {
  readonly expression: Expression;
  readonly text: string;
  readonly scope: RuleScope;
}

/** One kind of advice: all of its findings in a rule. */
export type WarningCheck = (rule: WarnedRule) => readonly Warning[];

/** What a warning says beside its code and place. */
export interface WarningDetails {
  readonly params?: Params;
  /** The replacement of the stretch; `rewrite` is made from it. */
  readonly suggestion?: string | undefined;
}

/** A warning about a stretch of the rule. */
export function makeWarning(
  code: WarningCode,
  at: Span & { readonly text: string },
  { params = {}, suggestion }: WarningDetails = {},
): Warning {
  const words = findText(WARNING_TEXTS, code, params);
  return {
    code,
    message: fillTemplate(words?.template ?? code, params),
    position: at.start,
    length: at.end - at.start,
    params,
    ...(words?.hint !== undefined && { hint: fillTemplate(words.hint, params) }),
    ...(suggestion !== undefined && {
      suggestion,
      rewrite: at.text.slice(0, at.start) + suggestion + at.text.slice(at.end),
    }),
  };
}
