/** The interpreter's comparison of instants (rules-spec.md 7.5). */
import type { Value } from '../language/ast.ts';
import type { ComparisonName } from '../language/operator-names.ts';
import { parseInstant } from './instant.ts';

/** The two sides of a comparison, and the present. */
export interface InstantComparison {
  /** Milliseconds since 1970; null where the property is null. */
  readonly left: number | null;
  readonly right: Value;
  readonly now: Date;
}

/** -le and -ge include equality, and neither is true of null (D18). */
export function compareInstant(operator: ComparisonName, compared: InstantComparison): boolean {
  const { left } = compared;
  const right = instantOf(compared);
  switch (operator) {
    case 'eq':
      return left === right;
    case 'ne':
      return left !== right;
    case 'le':
      return left !== null && right !== null && left <= right;
    case 'ge':
      return left !== null && right !== null && left >= right;
    default:
      return false;
  }
}

function instantOf({ right, now }: InstantComparison): number | null {
  switch (right.kind) {
    case 'string':
      return parseInstant(right.value);
    case 'date':
      return parseInstant(right.text);
    case 'now':
      return now.getTime() + (right.offset?.milliseconds ?? 0);
    default:
      return null;
  }
}
