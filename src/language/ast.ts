/**
 * The tree of a rule (rules-spec.md 3): plain data, every node with its `kind` and its place in the text. Parentheses are
 * kept as `group` nodes, so a slice of the text from `start` to `end` is exactly the node, and a tree prints as it was read.
 */
import type { ComparisonName, OffsetName, QuantifierName } from './operator-names.ts';
import type { Span } from './token.ts';

/** `Direct Reports for "id"`, always the whole rule. */
export interface DirectReports extends Span {
  readonly kind: 'direct-reports';
  readonly manager: StringLiteral;
}

/** Operands joined by one connector, two or more, in source order: `A -and B -and C` is one node. */
export interface And extends Span {
  readonly kind: 'and';
  readonly operands: readonly Expression[];
}

/** Like `And`, for `-or`. */
export interface Or extends Span {
  readonly kind: 'or';
  readonly operands: readonly Expression[];
}

/** `-not` before an operand. */
export interface Not extends Span {
  readonly kind: 'not';
  readonly operator: Operator<'not'>;
  readonly operand: Expression;
}

/** A pair of parentheses around an expression. */
export interface Group extends Span {
  readonly kind: 'group';
  readonly inner: Expression;
}

/** `reference -operator value`. */
export interface Comparison extends Span {
  readonly kind: 'comparison';
  readonly reference: Reference;
  readonly operator: Operator<ComparisonName>;
  readonly value: Value;
}

/** `reference -any body` or `reference -all body`. */
export interface Quantifier extends Span {
  readonly kind: 'quantifier';
  readonly reference: Reference;
  readonly operator: Operator<QuantifierName>;
  readonly body: Expression;
}

/** An operator as it stands in the text; `name` is in the spelling of rules-spec.md 2, without its dash. */
export interface Operator<Name extends string> extends Span {
  readonly name: Name;
}

/** `user.city`: object `user`, name `city`. `_`: object `_`, name empty. As written; letter case means nothing. */
export interface Reference extends Span {
  readonly kind: 'reference';
  readonly object: string;
  readonly name: string;
}

/** A quoted text, in any of its three forms. */
export interface StringLiteral extends Span {
  readonly kind: 'string';
  /** The text it stands for, escapes undone. */
  readonly value: string;
}

/** Unquoted `true` or `false`. */
export interface BooleanLiteral extends Span {
  readonly kind: 'boolean';
  readonly value: boolean;
}

/** `null` or `$null`. */
export interface NullLiteral extends Span {
  readonly kind: 'null';
}

/** An unquoted number; no property takes one (rules-spec.md D20). */
export interface NumberLiteral extends Span {
  readonly kind: 'number';
  readonly text: string;
}

/** An unquoted date and time, as written; not yet known to exist. */
export interface DateLiteral extends Span {
  readonly kind: 'date';
  readonly text: string;
}

/** `system.now`, perhaps shifted once; `start` and `end` include the parentheses around it. */
export interface NowExpression extends Span {
  readonly kind: 'now';
  readonly offset: NowOffset | null;
  /** How many pairs of parentheses stand around it. */
  readonly parentheses: number;
}

/** How `system.now` is shifted. */
export interface NowOffset {
  readonly operator: OffsetName;
  /** The duration as written, such as `P7DT3H`. */
  readonly duration: string;
  /** The signed shift in milliseconds; infinite for a number of days beyond all floating point numbers. */
  readonly milliseconds: number;
}

/** `[…]`, after -in and -notIn only. */
export interface ListLiteral extends Span {
  readonly kind: 'list';
  /** At least one. */
  readonly items: readonly Scalar[];
}

/** A constant that may stand in a list. */
export type Scalar = StringLiteral | BooleanLiteral | NullLiteral | NumberLiteral | DateLiteral;
/** What may stand on the right of a comparison. */
export type Value = Scalar | NowExpression | ListLiteral;
/** A condition on one property or item. */
export type Predicate = Comparison | Quantifier;
/** Any part of a rule that is true or false. */
export type Expression = And | Or | Not | Group | Predicate;
/** A whole rule. */
export type Ast = DirectReports | Expression;
