import type { Check } from './check.ts';
import { displayName, objectOf } from './resolve.ts';
import { meaningError } from './rule-error.ts';

/** WRONG_ITEM_REFERENCE: items of text are `_`, service plans `assignedPlan.…`; groups have a check of their own. */
export const checkItemReference: Check = ({ predicate: { reference }, body }) => {
  if (body === null || body.owner.type === 'groups') return null;
  const expected = body.owner.type === 'plans' ? 'plan' : 'item';
  if (objectOf(reference) === expected) return null;
  return meaningError('WRONG_ITEM_REFERENCE', reference, {
    p: displayName(body.quantifier.reference),
    t: expected === 'plan' ? 'assignedPlan.…' : '_',
  });
};
