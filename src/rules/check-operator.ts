import type { Predicate } from '../language/ast.ts';
import type { PropertyType } from './catalogue.ts';
import type { Check } from './check.ts';
import { isSupported, supportedOperators } from './operators.ts';
import { displayName, resolveReference } from './resolve.ts';
import { meaningError } from './rule-error.ts';

/** OPERATOR_NOT_SUPPORTED: the table of rules-spec.md 6. memberOf and its items have a check of their own. */
export const checkOperator: Check = ({ predicate, body }) => {
  const type = resolveReference(predicate.reference)?.type;
  if (type === undefined || type === 'groups' || body?.owner.type === 'groups') return null;
  if (isSupported(predicate.operator.name, type, isAboutNull(predicate))) return null;
  return meaningError('OPERATOR_NOT_SUPPORTED', predicate.operator, {
    o: `-${predicate.operator.name}`,
    p: displayName(predicate.reference),
    operators: supportedOperators(type)
      .map((name) => `-${name}`)
      .join(', '),
    ...variantFor(type),
  });
};

function isAboutNull(predicate: Predicate): boolean {
  return predicate.kind === 'comparison' && predicate.value.kind === 'null';
}

function variantFor(type: PropertyType): { readonly variant?: string } {
  return type === 'texts' || type === 'plans' ? { variant: type } : {};
}
