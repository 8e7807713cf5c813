/** Which filters name the few objects they can let through, so that these are read and not all. */
import type { Filter, Literal } from './ast.ts';

/** Only objects with one of these values of a property can pass. */
export interface Keys {
  /** One of the names asked for, in its spelling there. */
  readonly name: string;
  readonly values: readonly string[];
}

/** A property whose values are keys; `onlyWith`: among those alone for which this other property is true. */
export interface KeyName {
  readonly name: string;
  readonly onlyWith?: string;
}

/** The fewest keys that a filter names by one of these properties; null when it names none. */
export function keysOf(filter: Filter, names: readonly KeyName[]): Keys | null {
  switch (filter.kind) {
    case 'comparison':
      return filter.operator === 'eq' ? keysNamed(filter.path.names, [filter.value], names) : null;
    case 'in':
      return keysNamed(filter.path.names, filter.values, names);
    case 'and': {
      const flags = filter.operands.flatMap(flagOf);
      const known = names.map((key) =>
        flags.some((flag) => isFlag(key, flag)) ? { name: key.name } : key,
      );
      return fewest(filter.operands.map((operand) => keysOf(operand, known)));
    }
    case 'or':
      return allOf(filter.operands.map((operand) => keysOf(operand, names)));
    case 'not':
    case 'call':
    case 'lambda':
      return null;
  }
}

/** The property that a filter asks to be true. */
function flagOf(filter: Filter): readonly string[] {
  const isTrue =
    filter.kind === 'comparison' &&
    filter.operator === 'eq' &&
    filter.value.kind === 'flag' &&
    filter.value.value &&
    filter.path.names.length === 1;
  return isTrue ? filter.path.names : [];
}

function isFlag({ onlyWith }: KeyName, flag: string): boolean {
  return onlyWith?.toLowerCase() === flag.toLowerCase();
}

function keysNamed(
  path: readonly string[],
  literals: readonly Literal[],
  names: readonly KeyName[],
): Keys | null {
  const written = path[0]?.toLowerCase();
  const name = names.find(
    (key) => key.onlyWith === undefined && key.name.toLowerCase() === written,
  )?.name;
  const values = literals.flatMap((literal) =>
    literal.kind === 'text' || literal.kind === 'guid' ? [literal.value.toLowerCase()] : [],
  );
  if (name === undefined || path.length > 1 || values.length < literals.length) return null;
  return { name, values: [...new Set(values)] };
}

function fewest(parts: readonly (Keys | null)[]): Keys | null {
  const keyed = parts.filter((keys) => keys !== null);
  return keyed.reduce<Keys | null>(
    (best, keys) => (best === null || keys.values.length < best.values.length ? keys : best),
    null,
  );
}

/** Every part has to name keys, by the same property. */
function allOf(parts: readonly (Keys | null)[]): Keys | null {
  const [first] = parts;
  if (first === undefined || first === null) return null;
  const values = parts.flatMap((keys) => (keys?.name === first.name ? keys.values : []));
  const isWhole = parts.every((keys) => keys?.name === first.name);
  return isWhole ? { name: first.name, values: [...new Set(values)] } : null;
}
