/** Alternatives of values of one attribute are one question of it, and so are several values that it must not have. */
import type { Atom } from './atom.ts';
import { joined, type Logic } from './logic.ts';
import { valueAtom } from './text-atoms.ts';

/** `x -eq "a" -or x -in ["b"]` becomes `x -in ["a", "b"]`, `x -ne "a" -and x -ne "b"` becomes `x -notIn ["a", "b"]`. */
export function mergeValues(logic: Logic<Atom>): Logic<Atom> {
  if (logic.kind === 'leaf') return logic;
  const { kind } = logic;
  if (!hasSeveralValues(logic.parts, kind)) return joined(kind, logic.parts.map(mergeValues));
  const values = new Map<string, { readonly atom: Atom; readonly texts: Set<string> }>();
  const others: Logic<Atom>[] = [];
  for (const part of logic.parts) {
    const texts = part.kind === 'leaf' ? valuesOf(part.leaf) : null;
    if (part.kind !== 'leaf' || texts === null || part.isOpposite !== (kind === 'every')) {
      others.push(mergeValues(part));
      continue;
    }
    const { name } = part.leaf.attribute;
    const known = values.get(name);
    if (known === undefined) values.set(name, { atom: part.leaf, texts: new Set(texts) });
    else for (const text of texts) known.texts.add(text);
  }
  const merged = [...values.values()].map(({ atom, texts }) => ({
    kind: 'leaf' as const,
    leaf: valueAtom(atom.attribute, [...texts].sort()),
    isOpposite: kind === 'every',
  }));
  return joined(kind, [...merged, ...others]);
}

/** Whether two parts may be one question. */
function hasSeveralValues(parts: readonly Logic<Atom>[], kind: 'every' | 'some'): boolean {
  let count = 0;
  for (const part of parts) {
    if (part.kind !== 'leaf' || part.isOpposite !== (kind === 'every')) continue;
    if (valuesOf(part.leaf) !== null) count++;
  }
  return count > 1;
}

function valuesOf({ condition }: Atom): readonly string[] | null {
  return condition.kind === 'text' && condition.test === null && condition.access.by === 'value'
    ? condition.access.texts
    : null;
}
