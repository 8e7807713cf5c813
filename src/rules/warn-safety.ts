/** Advice on safety: SUBJECT_CAN_SET and GUESTS_INCLUDED. */
import { predicatesOf } from './predicates.ts';
import { displayName, resolveReference } from './resolve.ts';
import { settableReason } from './subject-settable.ts';
import { makeWarning, type WarningCheck } from './warning.ts';

/** SUBJECT_CAN_SET once for each property that its subject can set. */
export const warnOfSettableProperties: WarningCheck = ({ expression, text, scope }) => {
  const seen = new Set<string>();
  return predicatesOf(expression).flatMap(({ reference }) => {
    const name = resolveReference(reference)?.name ?? '';
    const reason = settableReason(scope, name);
    if (reason === undefined || seen.has(name)) return [];
    seen.add(name);
    const { start, end } = reference;
    const params = { p: displayName(reference), variant: reason };
    return [makeWarning('SUBJECT_CAN_SET', { start, end, text }, { params })];
  });
};

/** Properties by which a rule can tell guests from members. */
const TELLS_GUESTS = new Set(['userType', 'memberOf', 'objectId']);

/** GUESTS_INCLUDED, about the whole rule, for user rules that never look at the kind of user. */
export const warnOfGuests: WarningCheck = ({ expression, text, scope }) => {
  const names = predicatesOf(expression).map(
    ({ reference }) => resolveReference(reference)?.name ?? '',
  );
  if (scope !== 'user' || names.some((name) => TELLS_GUESTS.has(name))) return [];
  const { start, end } = expression;
  return [makeWarning('GUESTS_INCLUDED', { start, end, text })];
};
