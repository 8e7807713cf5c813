/** Expressions without negation of anything but single conditions, and from there alternatives of conjunctions. */
import type { Expression, Predicate } from '../language/ast.ts';

/** A condition or its opposite. */
export interface Signed<Leaf> {
  readonly leaf: Leaf;
  readonly isOpposite: boolean;
}

/**
 * An expression in negation normal form. `every` of nothing is true, `some` of nothing false.
 */
export type Logic<Leaf> =
  | (Signed<Leaf> & { readonly kind: 'leaf' })
  | { readonly kind: 'every' | 'some'; readonly parts: readonly Logic<Leaf>[] };

/** A conjunction: all of its conditions hold. None: always true. */
export type Conjunction<Leaf> = readonly Signed<Leaf>[];

/**
 * Moves every `-not` down to the predicates: `leafOf` answers a predicate, or its opposite, which is all that is left of it.
 */
export function toLogic<Leaf>(
  expression: Expression,
  leafOf: (predicate: Predicate, isOpposite: boolean) => Logic<Leaf>,
  isOpposite = false,
): Logic<Leaf> {
  switch (expression.kind) {
    case 'group':
      return toLogic(expression.inner, leafOf, isOpposite);
    case 'not':
      return toLogic(expression.operand, leafOf, !isOpposite);
    case 'and':
    case 'or': {
      const kind = (expression.kind === 'and') === isOpposite ? 'some' : 'every';
      return joined(
        kind,
        expression.operands.map((part) => toLogic(part, leafOf, isOpposite)),
      );
    }
    case 'comparison':
    case 'quantifier':
      return leafOf(expression, isOpposite);
  }
}

/** Joins parts; those of the same kind become one with it, so that what can be merged stands side by side. */
export function joined<Leaf>(kind: 'every' | 'some', parts: readonly Logic<Leaf>[]): Logic<Leaf> {
  const isFlat = parts.every((part) => part.kind !== kind);
  const flat = isFlat ? parts : parts.flatMap((part) => (part.kind === kind ? part.parts : [part]));
  const [only] = flat;
  return flat.length === 1 && only !== undefined ? only : { kind, parts: flat };
}

/** The alternatives of which one has to hold; null when there are more than `limit`. */
export function disjunctiveForm<Leaf>(
  logic: Logic<Leaf>,
  limit: number,
): readonly Conjunction<Leaf>[] | null {
  if (logic.kind === 'leaf') return [[logic]];
  const forms: (readonly Conjunction<Leaf>[])[] = [];
  for (const part of logic.parts) {
    const form = disjunctiveForm(part, limit);
    if (form === null) return null;
    forms.push(form);
  }
  if (logic.kind === 'every') return product(forms, limit);
  const alternatives = forms.flat();
  return alternatives.length > limit ? null : alternatives;
}

function product<Leaf>(
  forms: readonly (readonly Conjunction<Leaf>[])[],
  limit: number,
): readonly Conjunction<Leaf>[] | null {
  let result: readonly Conjunction<Leaf>[] = [[]];
  for (const form of forms) {
    if (result.length * form.length > limit) return null;
    const [only] = form;
    result =
      form.length === 1 && only !== undefined
        ? result.map((left) => [...left, ...only])
        : result.flatMap((left) => form.map((right) => [...left, ...right]));
  }
  return result;
}
