/** Rules that deserve a look: the same as others, never true, slow, or steered by those they select. */
import type { Context } from '../membership/context.ts';
import { validateRule } from '../rules/validate-rule.ts';
import { groupBy } from '../util/group-by.ts';
import { normalForm } from './normal-form.ts';
import { type SurveyedGroup, surveyMembers } from './survey.ts';

export interface RuleReport {
  readonly createdDateTime: string;
  readonly rules: number;
  /** Groups whose rules are one but for spelling. */
  readonly sameRule: readonly (readonly NamedGroup[])[];
  /** Groups with the same members, at least one, by different rules. */
  readonly sameMembers: readonly (readonly NamedGroup[])[];
  readonly neverTrue: readonly RuleFinding[];
  readonly slow: readonly RuleFinding[];
  readonly risky: readonly RuleFinding[];
  /** Rules that this version can't read. */
  readonly invalid: readonly RuleFinding[];
}

export interface NamedGroup {
  readonly id: string;
  readonly displayName: string;
}

export interface RuleFinding extends NamedGroup {
  readonly rule: string;
  readonly code: string;
  readonly message: string;
}

const NEVER_TRUE: ReadonlySet<string> = new Set(['NEVER_TRUE']);
const SLOW: ReadonlySet<string> = new Set(['SLOW_OPERATOR', 'PATTERN_IS_PREFIX']);
const RISKY: ReadonlySet<string> = new Set(['SUBJECT_CAN_SET']);

/** Of each kind of finding so many are named. */
const MOST_NAMED = 1_000;

interface ReadRule extends NamedGroup {
  readonly rule: string;
  /** How the rule is written where spelling is set aside; null for one that can't be read. */
  readonly normal: string | null;
  readonly findings: readonly { readonly code: string; readonly message: string }[];
}

export async function reportRules(context: Context): Promise<RuleReport> {
  const survey = await surveyMembers(context);
  const groups = new Map(survey.groups.map((group) => [group.id, group] as const));
  const rows = await context.rules.readSince(0);
  const rules = rows.flatMap(({ groupId, rule, deleted }) => {
    const group = groups.get(groupId);
    return rule === null || deleted || group === undefined ? [] : [readRule(group, rule)];
  });
  const valid = rules.filter(({ normal }) => normal !== null);
  const named = (codes: ReadonlySet<string>) =>
    valid.flatMap((rule) => findingsOf(rule, codes)).slice(0, MOST_NAMED);
  return {
    createdDateTime: context.clock.now().toISOString(),
    rules: rules.length,
    sameRule: together(valid, ({ normal }) => normal ?? ''),
    sameMembers: sameMembers(valid, groups),
    neverTrue: named(NEVER_TRUE),
    slow: named(SLOW),
    risky: named(RISKY),
    invalid: rules
      .filter(({ normal }) => normal === null)
      .flatMap((rule) => findingsOf(rule))
      .slice(0, MOST_NAMED),
  };
}

function readRule({ id, displayName }: SurveyedGroup, rule: string): ReadRule {
  const read = validateRule(rule);
  if (!read.valid) return { id, displayName, rule, normal: null, findings: read.errors };
  return { id, displayName, rule, normal: normalForm(read.ast), findings: read.warnings };
}

function findingsOf(
  { id, displayName, rule, findings }: ReadRule,
  codes?: ReadonlySet<string>,
): readonly RuleFinding[] {
  return findings
    .filter(({ code }) => codes === undefined || codes.has(code))
    .map(({ code, message }) => ({ id, displayName, rule, code, message }));
}

function together(
  rules: readonly ReadRule[],
  keyOf: (rule: ReadRule) => string,
): readonly (readonly NamedGroup[])[] {
  return [...groupBy(rules, keyOf).values()]
    .filter((some) => some.length > 1)
    .slice(0, MOST_NAMED)
    .map((some) => some.map(({ id, displayName }) => ({ id, displayName })));
}

/** Whose rules are one too are told of there. */
function sameMembers(
  rules: readonly ReadRule[],
  groups: ReadonlyMap<string, SurveyedGroup>,
): readonly (readonly NamedGroup[])[] {
  const first = new Map<string, ReadRule>();
  for (const rule of rules) if (!first.has(rule.normal ?? '')) first.set(rule.normal ?? '', rule);
  const peopled = [...first.values()].filter(({ id }) => (groups.get(id)?.members ?? 0) > 0);
  return together(peopled, ({ id }) => groups.get(id)?.fingerprint ?? id);
}
