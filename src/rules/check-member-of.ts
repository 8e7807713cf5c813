/** The two faults of a memberOf rule that is not in its only form (rules-spec.md 7.6, D22). */
import type { Quantifier } from '../language/ast.ts';
import type { Check } from './check.ts';
import { withoutGroups } from './predicates.ts';
import { objectOf, ownerOf, resolveReference } from './resolve.ts';
import { meaningError } from './rule-error.ts';

/** MEMBEROF_COMBINED: the memberOf part is the whole rule; reported at the first one, once. */
export const checkMemberOfAlone: Check = ({ predicate, facts }) =>
  predicate === facts.combinedMemberOf
    ? meaningError('MEMBEROF_COMBINED', predicate.reference)
    : null;

/** MEMBEROF_FORM at the operator after memberOf: only -any. */
export const checkMemberOfOperator: Check = ({ predicate }) => {
  if (resolveReference(predicate.reference)?.type !== 'groups') return null;
  const { operator } = predicate;
  return operator.name === 'any' ? null : meaningError('MEMBEROF_FORM', operator);
};

/** MEMBEROF_FORM at a body of memberOf that is not one comparison. */
export const checkMemberOfBody: Check = ({ predicate }) => {
  if (predicate.kind !== 'quantifier' || ownerOf(predicate)?.type !== 'groups') return null;
  return hasOneComparison(predicate)
    ? null
    : meaningError('MEMBEROF_FORM', firstTokenOf(predicate));
};

/** MEMBEROF_FORM inside the body: group.objectId, and -in. */
export const checkMemberOfItem: Check = ({ predicate, body }) => {
  if (body === null || body.owner.type !== 'groups' || !hasOneComparison(body.quantifier)) {
    return null;
  }
  const { reference, operator } = predicate;
  if (objectOf(reference) !== 'group' || resolveReference(reference) === undefined) {
    return meaningError('MEMBEROF_FORM', reference);
  }
  return operator.name === 'in' ? null : meaningError('MEMBEROF_FORM', operator);
};

function hasOneComparison(quantifier: Quantifier): boolean {
  return withoutGroups(quantifier.body).kind === 'comparison';
}

/** The `(` of a body, its `-not`, or the first reference in it. */
function firstTokenOf(quantifier: Quantifier): { readonly start: number; readonly end: number } {
  let { body } = quantifier;
  while (body.kind === 'and' || body.kind === 'or') {
    const [first] = body.operands;
    if (first === undefined) break;
    body = first;
  }
  switch (body.kind) {
    case 'group':
      return { start: body.start, end: body.start + 1 };
    case 'comparison':
    case 'quantifier':
      return body.reference;
    case 'not':
      return body.operator;
    default:
      return body;
  }
}
