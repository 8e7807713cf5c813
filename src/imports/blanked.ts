/** How many of the objects that an import changes lose the value of a property: what a broken source looks like. */
import type { Attributes, Json } from '../directory/attributes.ts';
import type { BlankedCount } from '../ports/import-ports.ts';

export type BlankedCounts = Readonly<Record<string, BlankedCount>>;

/** Counts over many changes. */
export class BlankedCounter {
  readonly #counts = new Map<string, { blanked: number; had: number }>();

  add(before: Attributes, after: Attributes): void {
    const present = new Set(valuedNames(after));
    for (const name of valuedNames(before)) {
      const count = this.#counts.get(name) ?? { blanked: 0, had: 0 };
      this.#counts.set(name, count);
      count.had++;
      if (!present.has(name)) count.blanked++;
    }
  }

  /** Properties of which no object lost its value are counted too: somebody else may. */
  get counts(): BlankedCounts {
    return Object.fromEntries([...this.#counts].map(([name, count]) => [name, { ...count }]));
  }
}

/** The larger count of each property. */
export function mostBlanked(left: BlankedCounts, right: BlankedCounts): BlankedCounts {
  return combine(left, right, Math.max);
}

/** The sum, after one of its parts has become larger. */
export function raised(
  total: BlankedCounts,
  part: { readonly from: BlankedCounts; readonly to: BlankedCounts },
): BlankedCounts {
  const difference = combine(part.to, part.from, (to, from) => to - from);
  return combine(total, difference, (sum, more) => sum + more);
}

function combine(
  left: BlankedCounts,
  right: BlankedCounts,
  work: (left: number, right: number) => number,
): BlankedCounts {
  const none = { blanked: 0, had: 0 };
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return Object.fromEntries(
    [...names].map((name) => {
      const [one, other] = [left[name] ?? none, right[name] ?? none];
      const count = {
        blanked: work(one.blanked, other.blanked),
        had: work(one.had, other.had),
      };
      return [name, count];
    }),
  );
}

/** Graph's names of the properties that have a value; of complex ones their parts, as `container.part`. */
function valuedNames(attributes: Attributes): readonly string[] {
  return Object.entries(attributes).flatMap(([name, value]) => {
    if (isComplex(value))
      return Object.entries(value).flatMap(([part, item]) =>
        isValue(item) ? [`${name}.${part}`] : [],
      );
    return isValue(value) ? [name] : [];
  });
}

function isValue(value: Json): boolean {
  return value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
}

function isComplex(value: Json): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
