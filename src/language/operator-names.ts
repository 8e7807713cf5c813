/** The operator names of the language (rules-spec.md 2) by what they are for. There are no others and no aliases. */

const COMPARISONS = [
  'eq',
  'ne',
  'startsWith',
  'notStartsWith',
  'endsWith',
  'notEndsWith',
  'contains',
  'notContains',
  'match',
  'notMatch',
  'in',
  'notIn',
  'le',
  'ge',
] as const;
const QUANTIFIERS = ['any', 'all'] as const;
const LOGIC = ['not', 'and', 'or'] as const;
const OFFSETS = ['plus', 'minus'] as const;

/** An operator between a property and a constant, without its dash. */
export type ComparisonName = (typeof COMPARISONS)[number];
/** An operator between a collection and a body. */
export type QuantifierName = (typeof QUANTIFIERS)[number];
type LogicName = (typeof LOGIC)[number];
/** An operator that shifts `system.now`. */
export type OffsetName = (typeof OFFSETS)[number];
/** Any operator name in the spelling of rules-spec.md 2, without its dash. */
export type OperatorName = ComparisonName | QuantifierName | LogicName | OffsetName;

/** What an operator is for. */
export type OperatorUse =
  | { readonly use: 'comparison'; readonly name: ComparisonName }
  | { readonly use: 'quantifier'; readonly name: QuantifierName }
  | { readonly use: 'logic'; readonly name: LogicName }
  | { readonly use: 'offset'; readonly name: OffsetName };

const BY_NAME: ReadonlyMap<string, OperatorUse> = new Map<string, OperatorUse>([
  ...COMPARISONS.map((name) => [name.toLowerCase(), { use: 'comparison', name }] as const),
  ...QUANTIFIERS.map((name) => [name, { use: 'quantifier', name }] as const),
  ...LOGIC.map((name) => [name, { use: 'logic', name }] as const),
  ...OFFSETS.map((name) => [name, { use: 'offset', name }] as const),
]);

/** The operator with this name, written without its dash in any letter case; undefined when there is none. */
export function findOperator(name: string): OperatorUse | undefined {
  return BY_NAME.get(name.toLowerCase());
}

/** Every operator that may follow a property, in the order of rules-spec.md 2. */
export function comparedNames(): readonly (ComparisonName | QuantifierName)[] {
  return [...COMPARISONS, ...QUANTIFIERS];
}
