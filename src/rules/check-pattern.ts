import type { Check } from './check.ts';
import { compilePattern } from './pattern.ts';
import { meaningError } from './rule-error.ts';

/** INVALID_REGEX: the pattern does not compile, uses what RE2 has not, or compiles to too long a program (D15). */
export const checkPattern: Check = ({ predicate }) => {
  if (predicate.kind !== 'comparison' || predicate.value.kind !== 'string') return null;
  const { operator, value } = predicate;
  if (operator.name !== 'match' && operator.name !== 'notMatch') return null;
  const { fault } = compilePattern(value.value);
  if (fault === null) return null;
  const { reason, construct } = fault;
  return meaningError('INVALID_REGEX', value, { variant: reason, construct });
};
