import type { Check } from './check.ts';
import { meaningError } from './rule-error.ts';

/** RULE_SCOPE_MISMATCH where the group's kind is known, else MIXED_OBJECT_TYPES: at the first misplaced reference, once. */
export const checkScope: Check = ({ predicate, facts: { misplaced, requiredScope } }) => {
  if (predicate !== misplaced) return null;
  return requiredScope === null
    ? meaningError('MIXED_OBJECT_TYPES', predicate.reference)
    : meaningError('RULE_SCOPE_MISMATCH', predicate.reference, { kind: requiredScope });
};
