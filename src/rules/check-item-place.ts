import type { Check } from './check.ts';
import { displayName, objectOf } from './resolve.ts';
import { meaningError } from './rule-error.ts';

/** ITEM_OUTSIDE_BODY: `_`, `assignedPlan.` and `group.` mean something inside a body only. */
export const checkItemPlace: Check = ({ predicate: { reference }, body }) => {
  const object = objectOf(reference);
  if (body !== null || object === 'user' || object === 'device') return null;
  return meaningError('ITEM_OUTSIDE_BODY', reference, { t: displayName(reference) });
};
