/** Why a rule selects an object or not (graph-spec.md 5.3, rules-spec.md 12). */
import { invalidRule } from '../contract/rule-fault.ts';
import type { ObjectRow } from '../directory/object-row.ts';
import type { RuleObject } from '../directory/rule-object.ts';
import type { Context } from '../membership/context.ts';
import { ruleObjectOf, scopeOf } from '../membership/object-change.ts';
import { MembershipView } from '../objects/direct-memberships.ts';
import { findMember } from '../objects/find-object.ts';
import { compileRule } from '../rules/compile-rule.ts';
import { explainMembership, type MembershipExplanation } from '../rules/explain.ts';
import type { Validation } from '../rules/validate-rule.ts';
import { validateRule } from '../rules/validate-rule.ts';
import { mapAtOnce } from '../util/at-once.ts';
import { badRequest, resourceNotFound } from '../util/errors.ts';
import { checkSourcesSeen, validateHere } from './check-rule.ts';
import { readGroup } from './read-group.ts';

const READS_AT_ONCE = 32;

type ValidRule = Extract<Validation, { readonly valid: true }>;

/** The user or device with an id. Throws 404, also for a group: rules select none. */
export async function findEvaluated(context: Context, id: string): Promise<ObjectRow> {
  const row = await findMember(context, id);
  if (row === null || row.kind === 'group') throw resourceNotFound(id);
  return row;
}

/** Explains a rule that somebody writes down. Throws 400 with every fault of the rule, 403 for a group in it that hides its members. */
export async function evaluateRule(
  context: Context,
  member: ObjectRow,
  rule: string,
): Promise<MembershipExplanation> {
  const validation = await validateHere(context, rule);
  const memberOf = validation.valid ? compileRule(validation).memberOf : null;
  if (memberOf !== null) await checkSourcesSeen(context, memberOf);
  return explained(context, member, { rule, validation });
}

/** Explains the rule that a group has. Throws 404, and 400 for a group without a rule, or with one that can't be read. */
export async function evaluateRuleOf(
  context: Context,
  member: ObjectRow,
  groupId: string,
): Promise<MembershipExplanation> {
  const { rule } = (await readGroup(context, groupId)).value;
  if (rule === null) throw badRequest('The group has no membershipRule: its members are assigned.');
  return explained(context, member, { rule, validation: validateRule(rule) });
}

async function explained(
  context: Context,
  member: ObjectRow,
  about: { readonly rule: string; readonly validation: Validation },
): Promise<MembershipExplanation> {
  const { rule, validation } = about;
  if (!validation.valid) throw invalidRule(validation.errors);
  const seen = ruleObjectOf(member);
  if (seen === null || scopeOf(member) !== validation.scope) return ofAnotherKind(rule);
  const object = await withGroups(context, member, { seen, validation });
  return explainMembership(validation.ast, rule, object, { now: context.clock.now() });
}

/** A rule on users selects no device: nothing of it is evaluated. */
function ofAnotherKind(rule: string): MembershipExplanation {
  return {
    membershipRule: rule,
    membershipRuleEvaluationResult: false,
    membershipRuleEvaluationDetails: {
      expression: rule,
      expressionResult: false,
      expressionEvaluationDetails: [],
    },
  };
}

/** The object with the groups it is in directly, of those that the rule names. */
async function withGroups(
  context: Context,
  member: ObjectRow,
  about: { readonly seen: RuleObject; readonly validation: ValidRule },
): Promise<RuleObject> {
  const { seen, validation } = about;
  const { memberOf } = compileRule(validation);
  if (memberOf === null) return seen;
  const memberships = (await MembershipView.open(context)).of(member);
  const found = await mapAtOnce(memberOf, READS_AT_ONCE, (id) => memberships.find(id));
  return { ...seen, memberOf: found.flatMap((membership) => membership?.id ?? []) };
}
