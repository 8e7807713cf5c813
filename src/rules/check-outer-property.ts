import type { Check } from './check.ts';
import { displayName, objectOf } from './resolve.ts';
import { meaningError } from './rule-error.ts';

/** OUTER_PROPERTY_IN_BODY: a body speaks of items only; another property in it is never silently evaluated (D12). */
export const checkOuterProperty: Check = ({ predicate: { reference }, body }) => {
  const object = objectOf(reference);
  if (body === null || (object !== 'user' && object !== 'device')) return null;
  return meaningError('OUTER_PROPERTY_IN_BODY', reference, {
    p: displayName(reference),
    o: `-${body.quantifier.operator.name}`,
  });
};
