/**
 * From the tree of a filter to a test of an object's values under Graph's names. What Graph does not answer is refused
 * here, before anything is read. A comparison with what is not there is false, so `ne` and `not` let it through.
 */
import type { FilterOperator } from '../contract/query-traits.ts';
import type { Json } from '../directory/attributes.ts';
import type { Call, Comparison, Filter, In, Lambda, Literal } from './ast.ts';
import { type Test, testOf } from './compare.ts';
import { unsupportedClause } from './fault.ts';
import { type Item, itemsOf, listOf, type Operand, operandOf, type Scope } from './operand.ts';
import { findProperty, type Queried } from './queried.ts';

/** A test, and the property for which it is advanced; null: it is plain. */
export interface CompiledFilter {
  readonly matches: Test;
  readonly advanced: NeedsMore | null;
}

/** Where a query is advanced. */
export interface NeedsMore {
  readonly property: string;
  readonly resource: string;
}

/** Throws RequestError 400 with Graph's text for what is not supported. */
export function compileFilter(filter: Filter, queried: Queried): CompiledFilter {
  return compile(filter, { queried, item: null });
}

function compile(filter: Filter, scope: Scope): CompiledFilter {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return compileLogic(filter.kind, filter.operands, scope);
    case 'not': {
      const { matches, advanced } = compile(filter.operand, scope);
      const property = advanced ?? placeOf(filter.operand, scope);
      return { matches: (value) => !matches(value), advanced: property };
    }
    case 'comparison':
      return filter.path.names.at(-1)?.toLowerCase() === '$count'
        ? compileCount(filter, scope)
        : compileComparison(filter, scope);
    case 'in':
      return compileIn(filter, scope);
    case 'call':
      return compileCall(filter, scope);
    case 'lambda':
      return compileLambda(filter, scope);
  }
}

function compileLogic(
  kind: 'and' | 'or',
  operands: readonly Filter[],
  scope: Scope,
): CompiledFilter {
  const parts = operands.map((operand) => compile(operand, scope));
  const tests = parts.map(({ matches }) => matches);
  const advanced = parts.find((part) => part.advanced !== null)?.advanced ?? null;
  return kind === 'and'
    ? { matches: (value) => tests.every((test) => test(value)), advanced }
    : { matches: (value) => tests.some((test) => test(value)), advanced };
}

function compileComparison({ path, operator, value }: Comparison, scope: Scope): CompiledFilter {
  const operand = operandOf(path, scope);
  switch (operator) {
    case 'eq':
    case 'ge':
    case 'le':
      return compileTest(operand, operator, [value], scope);
    case 'ne': {
      const { matches } = compileTest(operand, 'eq', [value], scope);
      return { matches: (from) => !matches(from), advanced: needsMore(operand) };
    }
    case 'gt':
    case 'lt':
    case 'has':
      throw unsupportedClause(operand.name, operand.resource);
  }
}

function compileIn({ path, values }: In, scope: Scope): CompiledFilter {
  return compileTest(operandOf(path, scope), 'in', values, scope);
}

const FUNCTIONS: Readonly<Record<string, FilterOperator>> = {
  startswith: 'startsWith',
  endswith: 'endsWith',
};

function compileCall({ name, path, value }: Call, scope: Scope): CompiledFilter {
  const operand = operandOf(path, scope);
  const operator = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (operator === undefined || value.kind === 'null')
    throw unsupportedClause(operand.name, operand.resource);
  return compileTest(operand, operator, [value], scope);
}

function compileTest(
  operand: Operand,
  operator: FilterOperator,
  constants: readonly Literal[],
  { queried, item }: Scope,
): CompiledFilter {
  const { name, value, read } = operand;
  const need = value.operators[operator];
  const asksForNull = constants.some(({ kind }) => kind === 'null');
  if (need === undefined || (asksForNull && (operator === 'ge' || operator === 'le')))
    throw unsupportedClause(name, operand.resource);
  const test = testOf(value, operator, { name, constants });
  const isKey = name === 'id' && item === null && (operator === 'eq' || operator === 'in');
  const isAdvanced = need === 'advanced' || asksForNull || (queried.isRelation && !isKey);
  return {
    matches: (from) => test(read(from)),
    advanced: isAdvanced ? needsMore(operand) : null,
  };
}

/** `a/$count eq 0`. */
function compileCount({ path, operator, value }: Comparison, scope: Scope): CompiledFilter {
  const { name, filtering, resource } = listOf(path, path.names.slice(0, -1), scope);
  const isEquality = operator === 'eq' || operator === 'ne';
  if (!isEquality || value.kind !== 'number' || filtering === undefined)
    throw unsupportedClause(name, resource);
  const wanted = value.value;
  const isWanted = (from: Json | undefined) => itemsOf(from, name).length === wanted;
  return {
    matches: operator === 'eq' ? isWanted : (from) => !isWanted(from),
    advanced: { property: name, resource },
  };
}

function compileLambda({ path, quantifier, variable, body }: Lambda, scope: Scope): CompiledFilter {
  const { name, filtering, resource } = listOf(path, path.names, scope);
  if (quantifier === 'all') throw unsupportedClause(name, resource);
  const here = { property: name, resource };
  if (body === null) return { matches: (from) => itemsOf(from, name).length > 0, advanced: here };
  const item: Item = { variable, filtering, ...here };
  const { matches, advanced } = compile(body, { ...scope, item });
  const isAdvanced = filtering.need === 'advanced' || scope.queried.isRelation;
  return {
    matches: (from) => itemsOf(from, name).some(matches),
    advanced: advanced ?? (isAdvanced ? here : null),
  };
}

/** The property that an advanced clause is about, for its error. */
function placeOf(filter: Filter, scope: Scope): NeedsMore {
  switch (filter.kind) {
    case 'and':
    case 'or': {
      const [first] = filter.operands;
      return first === undefined ? { property: '', resource: '' } : placeOf(first, scope);
    }
    case 'not':
      return placeOf(filter.operand, scope);
    default: {
      const { item, queried } = scope;
      if (item !== null) return item;
      const { name, resource } = findProperty(queried, 'filter', filter.path.names[0] ?? '');
      return { property: name, resource };
    }
  }
}

function needsMore({ name, resource }: Operand): NeedsMore {
  return { property: name, resource };
}
