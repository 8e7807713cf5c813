/** The one table of operators: which types of property each compares, and which it is the complement of (rules-spec.md 6, 7.2). */
import {
  type ComparisonName,
  comparedNames,
  type QuantifierName,
} from '../language/operator-names.ts';
import type { PropertyType } from './catalogue.ts';

/** What a comparison does before negation; the tests themselves are compiled from these. */
export type BasicComparison =
  | 'eq'
  | 'startsWith'
  | 'endsWith'
  | 'contains'
  | 'match'
  | 'in'
  | 'le'
  | 'ge';

/** One comparison operator. */
export interface ComparisonRule {
  /** What it tests, and whether the answer is turned round: every negated operator is the exact complement (D9). */
  readonly basic: BasicComparison;
  readonly negated: boolean;
  /** Types it takes with a value other than null. */
  readonly types: readonly PropertyType[];
  /** Types it takes with null: none but for -eq and -ne. */
  readonly nullTypes: readonly PropertyType[];
}

const TEXT: readonly PropertyType[] = ['text'];
/** Written directly on a collection, a text operator asks for some item, its negation for no item (D13). */
const TEXT_OR_ITEMS: readonly PropertyType[] = ['text', 'texts'];
const EQUALITY: readonly PropertyType[] = ['text', 'flag', 'instant'];
const NULLABLE: readonly PropertyType[] = ['text', 'flag', 'instant', 'texts'];
const ORDER: readonly PropertyType[] = ['instant'];
const NONE: readonly PropertyType[] = [];

const COMPARISONS: Readonly<Record<ComparisonName, ComparisonRule>> = {
  eq: { basic: 'eq', negated: false, types: EQUALITY, nullTypes: NULLABLE },
  ne: { basic: 'eq', negated: true, types: EQUALITY, nullTypes: NULLABLE },
  startsWith: { basic: 'startsWith', negated: false, types: TEXT_OR_ITEMS, nullTypes: NONE },
  notStartsWith: { basic: 'startsWith', negated: true, types: TEXT_OR_ITEMS, nullTypes: NONE },
  endsWith: { basic: 'endsWith', negated: false, types: TEXT_OR_ITEMS, nullTypes: NONE },
  notEndsWith: { basic: 'endsWith', negated: true, types: TEXT_OR_ITEMS, nullTypes: NONE },
  contains: { basic: 'contains', negated: false, types: TEXT_OR_ITEMS, nullTypes: NONE },
  notContains: { basic: 'contains', negated: true, types: TEXT_OR_ITEMS, nullTypes: NONE },
  match: { basic: 'match', negated: false, types: TEXT_OR_ITEMS, nullTypes: NONE },
  notMatch: { basic: 'match', negated: true, types: TEXT_OR_ITEMS, nullTypes: NONE },
  in: { basic: 'in', negated: false, types: TEXT, nullTypes: NONE },
  notIn: { basic: 'in', negated: true, types: TEXT, nullTypes: NONE },
  le: { basic: 'le', negated: false, types: ORDER, nullTypes: NONE },
  ge: { basic: 'ge', negated: false, types: ORDER, nullTypes: NONE },
};

const QUANTIFIED: readonly PropertyType[] = ['texts', 'plans', 'groups'];

/** The table's row of a comparison. */
export function comparisonRule(name: ComparisonName): ComparisonRule {
  return COMPARISONS[name];
}

/** Whether an operator may stand after a property of this type; -eq and -ne may take more types with null than with a value. */
export function isSupported(
  name: ComparisonName | QuantifierName,
  type: PropertyType,
  withNull: boolean,
): boolean {
  if (name === 'any' || name === 'all') return QUANTIFIED.includes(type);
  const { types, nullTypes } = COMPARISONS[name];
  return types.includes(type) || (withNull && nullTypes.includes(type));
}

/** Every operator a property of this type takes with some value or null, in the order of rules-spec.md 2. */
export function supportedOperators(
  type: PropertyType,
): readonly (ComparisonName | QuantifierName)[] {
  return comparedNames().filter((name) => isSupported(name, type, true));
}
