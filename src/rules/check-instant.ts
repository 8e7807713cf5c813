/** The two faults of a date: one that does not exist, and equality with a moment that never stays (rules-spec.md 7.5). */
import type { Check } from './check.ts';
import { parseInstant } from './instant.ts';
import { resolveReference } from './resolve.ts';
import { meaningError } from './rule-error.ts';

/** INVALID_DATE, for quoted and unquoted dates. */
export const checkInstant: Check = ({ predicate }) => {
  if (resolveReference(predicate.reference)?.type !== 'instant') return null;
  if (predicate.kind !== 'comparison') return null;
  const { value } = predicate;
  if (value.kind !== 'string' && value.kind !== 'date') return null;
  const text = value.kind === 'string' ? value.value : value.text;
  return parseInstant(text) === null ? meaningError('INVALID_DATE', value, { t: text }) : null;
};

/** NOW_WITH_EQUALITY (D17). */
export const checkNowEquality: Check = ({ predicate }) => {
  if (predicate.kind !== 'comparison' || predicate.value.kind !== 'now') return null;
  const { name } = predicate.operator;
  return name === 'eq' || name === 'ne' ? meaningError('NOW_WITH_EQUALITY', predicate.value) : null;
};
