/** The interpreter's comparison of one text with a constant (rules-spec.md 7.1, 7.2). */
import type { Value } from '../language/ast.ts';
import type { ComparisonName } from '../language/operator-names.ts';
import { compilePattern } from './pattern.ts';

/** `left` is null where the property is null. */
export function compareText(operator: ComparisonName, left: string | null, right: Value): boolean {
  switch (operator) {
    case 'eq':
      return right.kind === 'null' ? left === null : isEqual(left, right);
    case 'startsWith':
      return left !== null && lower(left).startsWith(lower(textOf(right)));
    case 'endsWith':
      return left !== null && lower(left).endsWith(lower(textOf(right)));
    case 'contains':
      return left !== null && lower(left).includes(lower(textOf(right)));
    case 'match':
      return left !== null && compilePattern(textOf(right)).pattern?.test(left) === true;
    case 'in':
      return right.kind === 'list' && right.items.some((item) => isEqual(left, item));
    case 'ne':
      return !compareText('eq', left, right);
    case 'notStartsWith':
      return !compareText('startsWith', left, right);
    case 'notEndsWith':
      return !compareText('endsWith', left, right);
    case 'notContains':
      return !compareText('contains', left, right);
    case 'notMatch':
      return !compareText('match', left, right);
    case 'notIn':
      return !compareText('in', left, right);
    case 'le':
    case 'ge':
      return false;
  }
}

function isEqual(left: string | null, right: Value): boolean {
  return left !== null && lower(left) === lower(textOf(right));
}

function lower(text: string): string {
  return text.toLowerCase();
}

function textOf(value: Value): string {
  return value.kind === 'string' ? value.value : '';
}
