import type { Value } from '../language/ast.ts';
import type { PropertyType } from './catalogue.ts';
import type { Check, PredicateCase } from './check.ts';
import { displayName, resolveReference } from './resolve.ts';
import { meaningError } from './rule-error.ts';

/** VALUE_TYPE_MISMATCH: the literal is not of a kind the property takes; in a list the first bad one. */
export const checkValueType: Check = (examined) => {
  const bad = firstBadScalar(examined);
  if (bad === null || bad.kind === 'null') return null;
  const { reference } = examined.predicate;
  return meaningError('VALUE_TYPE_MISMATCH', bad, {
    p: displayName(reference),
    variant: resolveReference(reference)?.type ?? 'text',
  });
};

/** The first value of a comparison that its property does not take; null for a quantifier and when all are good. */
export function firstBadScalar(examined: PredicateCase): Value | null {
  const { predicate } = examined;
  const type = resolveReference(predicate.reference)?.type;
  if (predicate.kind !== 'comparison' || type === undefined) return null;
  const { value } = predicate;
  const scalars: readonly Value[] = value.kind === 'list' ? value.items : [value];
  return scalars.find((scalar) => !fits(scalar, type)) ?? null;
}

/** Null never fits here: whether it may stand is a question of the operator. */
function fits(value: Value, type: PropertyType): boolean {
  switch (type) {
    case 'text':
    case 'texts':
      return value.kind === 'string';
    case 'flag':
      return value.kind === 'boolean' || (value.kind === 'string' && isTruthWord(value.value));
    case 'instant':
      return value.kind === 'string' || value.kind === 'date' || value.kind === 'now';
    case 'plans':
    case 'groups':
      return true;
  }
}

/** Quotation marks are optional around true and false (rules-spec.md D11). */
function isTruthWord(text: string): boolean {
  return /^(?:true|false)$/i.test(text);
}
