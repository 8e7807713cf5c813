/** A filter as a tree. Names are kept as written; whether they mean anything is decided later. */
import type { Span } from './token.ts';

/** A constant. `instant`: the text as written; `number`: its value. */
export type Literal =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'flag'; readonly value: boolean }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'instant'; readonly value: string }
  | { readonly kind: 'guid'; readonly value: string }
  | { readonly kind: 'null' };

export type Comparator = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le' | 'has';

/** `a/b`: one or more names, the first of which may be the variable of a lambda around it. */
export interface Path extends Span {
  readonly names: readonly string[];
}

export interface Logic extends Span {
  readonly kind: 'and' | 'or';
  readonly operands: readonly Filter[];
}

export interface Not extends Span {
  readonly kind: 'not';
  readonly operand: Filter;
}

export interface Comparison extends Span {
  readonly kind: 'comparison';
  readonly path: Path;
  readonly operator: Comparator;
  readonly value: Literal;
}

export interface In extends Span {
  readonly kind: 'in';
  readonly path: Path;
  readonly values: readonly Literal[];
}

/** `startswith(path,value)` and the like; the name in lower case. */
export interface Call extends Span {
  readonly kind: 'call';
  readonly name: string;
  readonly path: Path;
  readonly value: Literal;
}

/** `path/any(x:body)`; without a variable and a body: whether there is any item. */
export interface Lambda extends Span {
  readonly kind: 'lambda';
  readonly quantifier: 'any' | 'all';
  readonly path: Path;
  readonly variable: string;
  readonly body: Filter | null;
}

export type Filter = Logic | Not | Comparison | In | Call | Lambda;
