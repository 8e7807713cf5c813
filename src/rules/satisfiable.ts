/** Whether conditions on one property can hold together: certain when it says no (rules-spec.md 7). */
import type { Comparison, Scalar } from '../language/ast.ts';
import { compareInstant } from './compare-instant.ts';
import { compareText } from './compare-text.ts';
import { parseInstant } from './instant.ts';
import { comparisonRule } from './operators.ts';
import { resolveReference } from './resolve.ts';

/** A comparison, or its opposite. */
export interface Literal {
  readonly comparison: Comparison;
  readonly isOpposite: boolean;
}

/** The literals are all about one property. */
export function canHoldTogether(literals: readonly Literal[]): boolean {
  const [first] = literals;
  if (first === undefined || literals.length < 2) return true;
  switch (resolveReference(first.comparison.reference)?.type) {
    case 'text':
      return textCanHold(literals);
    case 'flag':
      return [true, false, null].some((value) => literals.every((one) => holdsOfFlag(one, value)));
    case 'instant':
      return instantCanHold(literals);
    default:
      return true;
  }
}

/** A condition that names its values leaves only those to try; else two conditions have to exclude each other. */
function textCanHold(literals: readonly Literal[]): boolean {
  const values = literals.map(onlyValues).find((found) => found !== null);
  if (values !== undefined && values !== null) {
    return values.some((value) => literals.every((literal) => holdsOfText(literal, value)));
  }
  return !literals.some((left, index) =>
    literals.slice(index + 1).some((right) => excludeEachOther(left, right)),
  );
}

/** The only values, null among them, a literal can be true of; null when there is no such list. */
function onlyValues({ comparison, isOpposite }: Literal): readonly (string | null)[] | null {
  const { basic, negated } = comparisonRule(comparison.operator.name);
  if (negated !== isOpposite) return null;
  const { value } = comparison;
  if (basic === 'eq') return value.kind === 'list' || value.kind === 'now' ? null : [textOf(value)];
  return basic === 'in' && value.kind === 'list' ? value.items.map(textOf) : null;
}

function textOf(scalar: Scalar): string | null {
  return scalar.kind === 'string' && scalar.value !== '' ? scalar.value : null;
}

function holdsOfText({ comparison, isOpposite }: Literal, value: string | null): boolean {
  return compareText(comparison.operator.name, value, comparison.value) !== isOpposite;
}

/** A condition and its exact opposite, or two beginnings (or ends) of which neither continues the other. */
function excludeEachOther(left: Literal, right: Literal): boolean {
  const one = shapeOf(left);
  const other = shapeOf(right);
  if (one === null || other === null || one.basic !== other.basic) return false;
  if (one.isPositive !== other.isPositive) {
    const [positive, negative] = one.isPositive ? [one, other] : [other, one];
    return implies(one.basic, positive.value, negative.value);
  }
  if (!one.isPositive) return false;
  return (
    (one.basic === 'startsWith' || one.basic === 'endsWith') &&
    !implies(one.basic, one.value, other.value) &&
    !implies(one.basic, other.value, one.value)
  );
}

/** Whether a text that begins with (ends with, contains) `value` always does so with `weaker`; patterns only with themselves. */
function implies(basic: string, value: string, weaker: string): boolean {
  switch (basic) {
    case 'startsWith':
      return value.startsWith(weaker);
    case 'endsWith':
      return value.endsWith(weaker);
    case 'contains':
      return value.includes(weaker);
    default:
      return value === weaker;
  }
}

interface Shape {
  readonly basic: string;
  readonly isPositive: boolean;
  readonly value: string;
}

function shapeOf({ comparison, isOpposite }: Literal): Shape | null {
  const { basic, negated } = comparisonRule(comparison.operator.name);
  const { value } = comparison;
  if (value.kind === 'null') {
    return { basic: 'null', isPositive: negated === isOpposite, value: '' };
  }
  if (value.kind !== 'string') return null;
  const text = basic === 'match' ? value.value : value.value.toLowerCase();
  return { basic, isPositive: negated === isOpposite, value: text };
}

function holdsOfFlag({ comparison, isOpposite }: Literal, value: boolean | null): boolean {
  const { value: literal, operator } = comparison;
  const wanted =
    literal.kind === 'boolean'
      ? literal.value
      : literal.kind === 'string'
        ? literal.value.toLowerCase() === 'true'
        : null;
  return ((value === wanted) === (operator.name === 'eq')) !== isOpposite;
}

/** Every condition changes its answer only at its own instant: trying each, its neighbours, any other and null is enough. */
function instantCanHold(literals: readonly Literal[]): boolean {
  const start = new Date(0);
  const marks = literals.flatMap(({ comparison: { value } }) => {
    if (value.kind === 'now') return [value.offset?.milliseconds ?? 0];
    const text = value.kind === 'string' ? value.value : value.kind === 'date' ? value.text : '';
    return parseInstant(text) ?? [];
  });
  const kinds = new Set(literals.map(({ comparison: { value } }) => value.kind === 'now'));
  if (kinds.size > 1) return true;
  const tries = [null, 0, ...marks.flatMap((mark) => [mark - 1, mark, mark + 1])];
  return tries.some((left) =>
    literals.every(
      ({ comparison: { operator, value }, isOpposite }) =>
        compareInstant(operator.name, { left, right: value, now: start }) !== isOpposite,
    ),
  );
}
