/** evaluateDynamicMembership, for a group's own rule and for any (graph-spec.md 5.3). It works without a signed-in user too. */
import { readEvaluation } from '../contract/directory-requests.ts';
import type { ObjectRow } from '../directory/object-row.ts';
import { evaluateRule, evaluateRuleOf, findEvaluated } from '../groups/evaluate-membership.ts';
import { type HttpAnswer, ok } from '../http/messages.ts';
import { readJsonObject } from '../http/read-body.ts';
import type { Details, MembershipExplanation } from '../rules/explain.ts';
import { badRequest } from '../util/errors.ts';
import { contextUrl } from './collection.ts';
import { requireReadable } from './hidden.ts';
import { idAt } from './keys.ts';
import type { Call, Operation, Surface } from './operation.ts';

const BETA: readonly Surface[] = ['beta'];

export const EVALUATE_OPERATIONS: readonly Operation[] = [
  {
    name: 'evaluateGroupMembership',
    method: 'POST',
    path: 'groups/{id|uniqueName}/evaluateDynamicMembership',
    surfaces: BETA,
    handle: evaluateForGroup,
  },
  {
    name: 'evaluateMembership',
    method: 'POST',
    path: 'groups/evaluateDynamicMembership',
    surfaces: BETA,
    handle: evaluateAny,
  },
];

/** A rule in the body wins over the group's own. */
async function evaluateForGroup(call: Call): Promise<HttpAnswer> {
  const { memberId, membershipRule } = readEvaluation(await readJsonObject(call.request));
  const { context } = call;
  const member = await findReadable(call, memberId);
  return answer(
    call,
    membershipRule === null
      ? await evaluateRuleOf(context, member, idAt(call, 0))
      : await evaluateRule(context, member, membershipRule),
  );
}

async function evaluateAny(call: Call): Promise<HttpAnswer> {
  const { memberId, membershipRule } = readEvaluation(await readJsonObject(call.request));
  if (membershipRule === null)
    throw badRequest("A value is required for parameter 'membershipRule'.");
  const member = await findReadable(call, memberId);
  return answer(call, await evaluateRule(call.context, member, membershipRule));
}

/** Throws 404, and 403 for an object of which the caller may not read everything: a rule can ask for any attribute. */
async function findReadable(call: Call, id: string): Promise<ObjectRow> {
  const member = await findEvaluated(call.context, id);
  requireReadable(call, member.kind === 'device' ? 'device' : 'user');
  return member;
}

function answer(call: Call, explanation: MembershipExplanation): HttpAnswer {
  const type = 'microsoft.graph.evaluateDynamicMembershipResult';
  return ok({
    '@odata.context': contextUrl(call, type),
    ...explanation,
    membershipRuleEvaluationDetails: shown(explanation.membershipRuleEvaluationDetails),
  });
}

/** Every node has every property: what a leaf or an operator does not have is null or empty (graph-spec.md 2.4). */
function shown(details: Details): unknown {
  const { expression, expressionResult } = details;
  const isLeaf = 'propertyToEvaluate' in details;
  return {
    expression,
    expressionResult,
    propertyToEvaluate: isLeaf ? details.propertyToEvaluate : null,
    expressionEvaluationDetails: isLeaf ? [] : details.expressionEvaluationDetails.map(shown),
  };
}
