import type { Check } from './check.ts';
import { firstBadScalar } from './check-value-type.ts';
import { meaningError } from './rule-error.ts';

/** NULL_OPERATOR: null after anything but -eq and -ne, or as the first bad value of a list. */
export const checkNull: Check = (examined) => {
  const { predicate } = examined;
  if (predicate.kind !== 'comparison') return null;
  const { operator } = predicate;
  const bad = firstBadScalar(examined);
  if (bad?.kind !== 'null') return null;
  return operator.name === 'eq' || operator.name === 'ne'
    ? null
    : meaningError('NULL_OPERATOR', bad);
};
