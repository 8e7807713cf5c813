/** Runs one case of the language and says what differs from what it expects. */
import { fromBuilder, toBuilder } from '../rules/builder.ts';
import { compileRule } from '../rules/compile-rule.ts';
import { evaluate } from '../rules/evaluate.ts';
import { explain } from '../rules/explain.ts';
import { readRuleObject } from '../rules/read-object.ts';
import type { RuleError } from '../rules/rule-error.ts';
import { type Validation, validateRule } from '../rules/validate-rule.ts';
import type { CaseObject, RuleCase } from './rule-case.ts';

/** One difference: what was compared, what the case expects, what came out. */
export interface Difference {
  readonly what: string;
  readonly expected: unknown;
  readonly got: unknown;
}

type ValidRule = Extract<Validation, { valid: true }>;

/** Every difference of a case; none when it passes. `present` stands for system.now where the case names no time. */
export function runCase(ruleCase: RuleCase, present: Date): readonly Difference[] {
  const { rule, scope } = ruleCase;
  const result = validateRule(rule, scope === undefined ? {} : { scope });
  const errors = result.valid ? [] : result.errors;
  const differences = [
    ...compare('valid', ruleCase.valid, result.valid),
    ...errorDifferences(ruleCase, errors),
  ];
  if (!result.valid) return differences;
  const now = ruleCase.now ?? present;
  return [
    ...differences,
    ...ruleCase.objects.flatMap((object, index) =>
      objectDifferences({ result, rule, now }, object, `object ${index + 1}`),
    ),
    ...builderDifferences(ruleCase, result),
  ];
}

function errorDifferences(
  { error, errors, positions, suggestion }: RuleCase,
  found: readonly RuleError[],
): readonly Difference[] {
  const codes = found.map(({ code }) => code);
  return [
    ...(error === undefined ? [] : compare('error', error, codes[0])),
    ...(errors === undefined ? [] : compare('errors', errors, codes)),
    ...(positions === undefined
      ? []
      : compare(
          'positions',
          positions,
          found.map(({ position }) => position),
        )),
    ...(suggestion === undefined
      ? []
      : compare('suggestion', suggestion, found[0]?.suggestion ?? null)),
  ];
}

function objectDifferences(
  about: { readonly result: ValidRule; readonly rule: string; readonly now: Date },
  { object: written, expected, details }: CaseObject,
  what: string,
): readonly Difference[] {
  const { result, rule, now } = about;
  const { object, fault } = readRuleObject(written, result.scope);
  if (fault !== null) return [{ what, expected, got: fault.problem }];
  const verdicts = [
    compileRule(result).evaluate(object, now),
    evaluate(result.ast, object, { now }),
  ];
  const wrong = verdicts.find((verdict) => verdict !== expected);
  return [
    ...(wrong === undefined ? [] : [{ what, expected, got: wrong }]),
    ...(details === undefined
      ? []
      : compare(`${what} details`, details, explain(result.ast, rule, object, { now }))),
  ];
}

function builderDifferences({ builder }: RuleCase, { ast }: ValidRule): readonly Difference[] {
  if (builder === undefined) return [];
  const view = toBuilder(ast);
  const got = view.displayable ? { ...view, rule: fromBuilder(view.rows) } : view;
  return compare('builder', builder, got);
}

function compare(what: string, expected: unknown, got: unknown): readonly Difference[] {
  return isSame(expected, got) ? [] : [{ what, expected, got }];
}

/** Equality of JSON values, whatever the order of names. */
function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(sorted(left)) === JSON.stringify(sorted(right));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, part]) => [name, sorted(part)]),
  );
}
