import { writtenName } from '../language/print-rule.ts';
import type { Check } from './check.ts';
import { objectOf } from './resolve.ts';
import { meaningError } from './rule-error.ts';

/** UNKNOWN_OBJECT: a reference begins with `user`, `device`, `assignedPlan`, `group` or is `_`. */
export const checkObject: Check = ({ predicate: { reference } }) =>
  objectOf(reference) === 'unknown'
    ? meaningError('UNKNOWN_OBJECT', reference, { t: writtenName(reference) })
    : null;
