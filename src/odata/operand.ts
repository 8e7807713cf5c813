/** Where the paths of a filter lead: a property, a part of one, the items of a list, or the variable of `any`. */
import type { Comparable, Filtering } from '../contract/query-traits.ts';
import type { Json } from '../directory/attributes.ts';
import type { Path } from './ast.ts';
import { unsupportedClause, unsupportedQuery } from './fault.ts';
import { findProperty, type Queried } from './queried.ts';

/** What names mean: the resources, and inside `any` the variable and what it stands for. */
export interface Scope {
  readonly queried: Queried;
  readonly item: Item | null;
}

export interface Item {
  readonly variable: string;
  readonly property: string;
  readonly resource: string;
  readonly filtering: Extract<Filtering, { readonly shape: 'list' | 'items' }>;
}

/** Something a path leads to that can be compared. */
export interface Operand {
  readonly name: string;
  readonly resource: string;
  readonly value: Comparable;
  readonly read: (from: Json | undefined) => Json | undefined;
}

/** The list or items that a path leads to. */
export function listOf(
  path: Path,
  names: readonly string[],
  { queried, item }: Scope,
): ListProperty {
  const [name, ...others] = names;
  if (name === undefined || others.length > 0 || item !== null)
    throw unsupportedQuery('Unsupported Query.');
  const found = findProperty(queried, 'filter', name);
  const { filtering } = found;
  if (filtering.shape === 'list' || filtering.shape === 'items') return { ...found, filtering };
  throw unsupportedClause(path.names[0] ?? '', found.resource);
}

interface ListProperty {
  readonly name: string;
  readonly resource: string;
  readonly filtering: Item['filtering'];
}

/** What a path leads to. Throws RequestError 400. */
export function operandOf({ names }: Path, { queried, item }: Scope): Operand {
  const [first = '', ...rest] = names;
  if (item !== null) return operandOfItem(first, rest, item);
  const { name, filtering, resource } = findProperty(queried, 'filter', first);
  if (filtering.shape === 'single' && rest.length === 0)
    return { name, resource, value: filtering.value, read: (from) => memberOf(from, name) };
  const part = rest.length === 1 ? rest[0] : undefined;
  if (filtering.shape !== 'complex' || part === undefined) throw unsupportedClause(name, resource);
  const { partName, value } = partOf(filtering.parts, part, { name, resource });
  const read = (from: Json | undefined) => memberOf(memberOf(from, name), partName);
  return { name: `${name}/${partName}`, resource, value, read };
}

function operandOfItem(first: string, rest: readonly string[], item: Item): Operand {
  const { property, resource, filtering } = item;
  if (first.toLowerCase() !== item.variable.toLowerCase())
    throw unsupportedQuery('Unsupported Query.');
  if (filtering.shape === 'list') {
    if (rest.length > 0) throw unsupportedClause(property, resource);
    return { name: property, resource, value: filtering.value, read: (from) => from };
  }
  const part = rest.length === 1 ? rest[0] : undefined;
  if (part === undefined) throw unsupportedClause(property, resource);
  const { partName, value } = partOf(filtering.parts, part, { name: property, resource });
  const name = `${property}/${partName}`;
  return { name, resource, value, read: (from) => memberOf(from, partName) };
}

function partOf(
  parts: Readonly<Record<string, Comparable>>,
  written: string,
  { name, resource }: { readonly name: string; readonly resource: string },
): { readonly partName: string; readonly value: Comparable } {
  for (const [partName, value] of Object.entries(parts))
    if (partName.toLowerCase() === written.toLowerCase()) return { partName, value };
  throw unsupportedClause(`${name}/${written}`, resource);
}

/** The items of a list of an object; none when it is not there. */
export function itemsOf(from: Json | undefined, name: string): readonly Json[] {
  const list = memberOf(from, name);
  return Array.isArray(list) ? list : [];
}

function memberOf(from: Json | undefined, name: string): Json | undefined {
  if (typeof from !== 'object' || from === null || Array.isArray(from)) return undefined;
  return Object.hasOwn(from, name) ? (from as { readonly [name: string]: Json })[name] : undefined;
}
