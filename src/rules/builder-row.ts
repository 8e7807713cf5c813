/** The flat model of the rule builder (rules-spec.md 11). */
import type { ComparisonName } from '../language/operator-names.ts';

/** An operator as the builder names it. */
export type BuilderOperator =
  | 'Equals'
  | 'Not Equals'
  | 'Starts With'
  | 'Not Starts With'
  | 'Ends With'
  | 'Not Ends With'
  | 'Match'
  | 'Not Match'
  | 'In'
  | 'Not In'
  | 'Less Than Or Equals'
  | 'Greater Than Or Equals';

/** One expression of the builder. */
export interface BuilderRow {
  /** How it is joined to the row before; null in the first row. -and binds tighter than -or, whatever the order. */
  readonly connector: null | 'And' | 'Or';
  /** Without `user.`. */
  readonly property: string;
  readonly operator: BuilderOperator;
  readonly value: string | readonly string[] | boolean | null;
}

/** Why the builder cannot show a rule; a rule may well be valid all the same. */
export type BuilderReason =
  | 'DEVICE_RULE'
  | 'MEMBER_OF'
  | 'QUANTIFIER'
  | 'NEGATION'
  | 'GROUPING'
  | 'COLLECTION_PROPERTY'
  | 'OPERATOR'
  | 'NOW_EXPRESSION'
  | 'TOO_MANY_EXPRESSIONS'
  | 'DIRECT_REPORTS'
  | 'INVALID_RULE'
  | 'TEXT_TOO_LONG';

/** The rows of a rule, or every reason why there are none. Not displayable is not the same as invalid. */
export type BuilderView =
  | { readonly displayable: true; readonly rows: readonly BuilderRow[] }
  | { readonly displayable: false; readonly reasons: readonly BuilderReason[] };

const OPERATORS: Readonly<Record<BuilderOperator, ComparisonName>> = {
  Equals: 'eq',
  'Not Equals': 'ne',
  'Starts With': 'startsWith',
  'Not Starts With': 'notStartsWith',
  'Ends With': 'endsWith',
  'Not Ends With': 'notEndsWith',
  Match: 'match',
  'Not Match': 'notMatch',
  In: 'in',
  'Not In': 'notIn',
  'Less Than Or Equals': 'le',
  'Greater Than Or Equals': 'ge',
};

const BUILDER_NAMES: ReadonlyMap<string, BuilderOperator> = new Map(
  (Object.keys(OPERATORS) as BuilderOperator[]).map((name) => [OPERATORS[name], name]),
);

/** The operator of the language behind a builder operator. */
export function comparisonOf(operator: BuilderOperator): ComparisonName {
  return OPERATORS[operator];
}

/** The builder's name for an operator; undefined for -contains and -notContains, which it does not offer. */
export function builderOperatorOf(name: ComparisonName): BuilderOperator | undefined {
  return BUILDER_NAMES.get(name);
}
