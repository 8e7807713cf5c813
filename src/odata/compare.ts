/** A comparison of one value with constants. Texts compare without case; a value that is not there is null. */
import type { Comparable, FilterOperator } from '../contract/query-traits.ts';
import type { Json } from '../directory/attributes.ts';
import type { Literal } from './ast.ts';
import { incompatibleTypes } from './fault.ts';

/** Whether a value passes; undefined is null. */
export type Test = (value: Json | undefined) => boolean;

type Constant = string | boolean | number | null;

/** `name`: of the property, for errors. Throws RequestError 400 when the constants are of another type. */
export function testOf(
  { kind }: Comparable,
  operator: FilterOperator,
  { name, constants }: { readonly name: string; readonly constants: readonly Literal[] },
): Test {
  const wanted = constants.map((literal) => constantOf(kind, literal, name));
  const [first = null] = wanted;
  switch (operator) {
    case 'eq':
    case 'in': {
      const set = new Set<Constant>(wanted);
      return (value) => set.has(comparable(kind, value));
    }
    case 'ge':
      return ordered(kind, first, (value, constant) => value >= constant);
    case 'le':
      return ordered(kind, first, (value, constant) => value <= constant);
    case 'startsWith':
      return textual(first, (value, constant) => value.startsWith(constant));
    case 'endsWith':
      return textual(first, (value, constant) => value.endsWith(constant));
  }
}

function ordered(
  kind: Comparable['kind'],
  constant: Constant,
  passes: (value: NonNullable<Constant>, constant: NonNullable<Constant>) => boolean,
): Test {
  return (value) => {
    const given = comparable(kind, value);
    return given !== null && constant !== null && passes(given, constant);
  };
}

function textual(constant: Constant, passes: (value: string, constant: string) => boolean): Test {
  return (value) => {
    const given = comparable('text', value);
    return typeof given === 'string' && typeof constant === 'string' && passes(given, constant);
  };
}

/** The value in the form it is compared in; null when it is not there, or of another type. */
function comparable(kind: Comparable['kind'], value: Json | undefined): Constant {
  switch (kind) {
    case 'text':
      return typeof value === 'string' ? value.toLowerCase() : null;
    case 'flag':
      return typeof value === 'boolean' ? value : null;
    case 'number':
      return typeof value === 'number' ? value : null;
    case 'instant':
      return typeof value === 'string' ? Date.parse(value) : null;
  }
}

function constantOf(kind: Comparable['kind'], literal: Literal, name: string): Constant {
  if (literal.kind === 'null') return null;
  const { value } = literal;
  const isFitting = kind === literal.kind || (kind === 'text' && literal.kind === 'guid');
  if (!isFitting) throw incompatibleTypes(name, EXPECTED[kind]);
  if (kind === 'text') return String(value).toLowerCase();
  if (kind !== 'instant') return value;
  const instant = Date.parse(String(value));
  if (Number.isNaN(instant)) throw incompatibleTypes(name, EXPECTED.instant);
  return instant;
}

const EXPECTED: Readonly<Record<Comparable['kind'], string>> = {
  text: 'a text in single quotes',
  flag: 'true or false',
  number: 'a number',
  instant: 'a date and time such as 2026-01-31T08:00:00Z',
};
