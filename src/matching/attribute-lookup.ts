/** From an object's attribute to the atoms that are true of it; what counts as null is said in rules/read-value.ts. */
import type { RuleObject, RulePlan } from '../directory/rule-object.ts';
import { parseInstant } from '../rules/instant.ts';
import { textReader } from '../rules/read-value.ts';
import type { Atom, AtomCondition, Attribute } from './atom.ts';
import { InstantLookup } from './instant-lookup.ts';
import { PlanLookup } from './plan-lookup.ts';
import { TextLookup } from './text-lookup.ts';
import type { Truth } from './truth.ts';

/** What an attribute's value makes true. */
export interface AttributeLookup {
  readonly attribute: Attribute;
  /** Marks every atom of the attribute that is true of the object at `now`, in milliseconds since 1970. */
  mark(object: RuleObject, now: number, truth: Truth): void;
  /** About how much memory it holds. */
  readonly bytes: number;
  /** How many of its atoms are tried on every value that is not remembered. */
  readonly scanned: number;
}

/** An atom with its number in the matcher. */
export interface NumberedAtom {
  readonly number: number;
  readonly atom: Atom;
}

/** The lookup of an attribute, over all of its atoms. */
export function lookupOf(attribute: Attribute, atoms: readonly NumberedAtom[]): AttributeLookup {
  switch (attribute.type) {
    case 'text':
      return textAttribute(attribute, atoms);
    case 'texts':
      return textsAttribute(attribute, atoms);
    case 'plans':
      return plansAttribute(attribute, atoms);
    case 'flag':
      return flagAttribute(attribute, atoms);
    case 'instant':
      return instantAttribute(attribute, atoms);
  }
}

/** The atoms that are true of every value there is, and of null. */
function nullness(atoms: readonly NumberedAtom[]) {
  const numberOf = (kind: AtomCondition['kind']) =>
    atoms.find(({ atom }) => atom.condition.kind === kind)?.number ?? -1;
  const [ofNull, ofPresent] = [numberOf('null'), numberOf('present')];
  return (isNull: boolean, truth: Truth): void => {
    const number = isNull ? ofNull : ofPresent;
    if (number >= 0) truth.add(number);
  };
}

function textLookup(atoms: readonly NumberedAtom[]): TextLookup {
  return new TextLookup(
    atoms.flatMap(({ number, atom: { condition } }) =>
      condition.kind === 'text'
        ? [{ atom: number, access: condition.access, test: condition.test }]
        : [],
    ),
  );
}

function textAttribute(attribute: Attribute, atoms: readonly NumberedAtom[]): AttributeLookup {
  const read = textReader(attribute.name);
  const lookup = textLookup(atoms);
  const markNull = nullness(atoms);
  return {
    attribute,
    mark: (object, _now, truth) => {
      const text = read(object);
      markNull(text === null, truth);
      if (text === null) return;
      const place = lookup.find(text);
      if (place > 0) truth.addList(lookup.pool, place);
    },
    get bytes() {
      return lookup.bytes;
    },
    scanned: lookup.scanned,
  };
}

function textsAttribute(attribute: Attribute, atoms: readonly NumberedAtom[]): AttributeLookup {
  const { name } = attribute;
  const lookup = textLookup(atoms);
  const markNull = nullness(atoms);
  return {
    attribute,
    mark: (object, _now, truth) => {
      const items: unknown = object[name];
      let isNull = true;
      if (Array.isArray(items)) {
        for (let at = 0; at < items.length; at++) {
          const item: unknown = items[at];
          if (typeof item !== 'string' || item === '') continue;
          isNull = false;
          const place = lookup.find(item);
          if (place > 0) truth.addList(lookup.pool, place);
        }
      }
      markNull(isNull, truth);
    },
    get bytes() {
      return lookup.bytes;
    },
    scanned: lookup.scanned,
  };
}

function plansAttribute(attribute: Attribute, atoms: readonly NumberedAtom[]): AttributeLookup {
  const { name } = attribute;
  const lookup = new PlanLookup(
    atoms.flatMap(({ number, atom: { condition } }) =>
      condition.kind === 'plan'
        ? [{ atom: number, access: condition.access, test: condition.test }]
        : [],
    ),
  );
  return {
    attribute,
    mark: (object, _now, truth) => {
      const items: unknown = object[name];
      if (!Array.isArray(items)) return;
      for (let at = 0; at < items.length; at++) {
        const item: unknown = items[at];
        if (!isPlan(item)) continue;
        const place = lookup.find(item);
        if (place > 0) truth.addList(lookup.pool, place);
      }
    },
    get bytes() {
      return lookup.bytes;
    },
    scanned: lookup.scanned,
  };
}

/** A plan without any part is an empty item. */
function isPlan(item: unknown): item is RulePlan {
  if (typeof item !== 'object' || item === null) return false;
  for (const name in item) {
    const part: unknown = Reflect.get(item, name);
    if (typeof part === 'string' && part !== '') return true;
  }
  return false;
}

function flagAttribute(attribute: Attribute, atoms: readonly NumberedAtom[]): AttributeLookup {
  const { name } = attribute;
  const numbersOf = (bit: number) =>
    Int32Array.from(
      atoms
        .filter(({ atom: { condition } }) => condition.kind === 'flag' && condition.mask & bit)
        .map(({ number }) => number),
    );
  const [ofTrue, ofFalse, ofNull] = [numbersOf(1), numbersOf(2), numbersOf(4)];
  return {
    attribute,
    mark: (object, _now, truth) => {
      const value = object[name];
      const numbers = value === true ? ofTrue : value === false ? ofFalse : ofNull;
      for (let at = 0; at < numbers.length; at++) truth.add(numbers[at] ?? 0);
    },
    bytes: 12 * atoms.length,
    scanned: 0,
  };
}

/** Texts of instants are parsed once; then all are forgotten. */
const MOST_INSTANTS = 4_096;

function instantAttribute(attribute: Attribute, atoms: readonly NumberedAtom[]): AttributeLookup {
  const { name } = attribute;
  const parsed = new Map<string, number | null>();
  const markNull = nullness(atoms);
  const lookup = new InstantLookup(
    atoms.flatMap(({ number, atom: { condition } }) =>
      condition.kind === 'instant' ? [{ atom: number, condition }] : [],
    ),
  );
  const read = (value: unknown): number | null => {
    if (typeof value !== 'string') return null;
    const known = parsed.get(value);
    if (known !== undefined) return known;
    if (parsed.size >= MOST_INSTANTS) parsed.clear();
    const instant = parseInstant(value);
    parsed.set(value, instant);
    return instant;
  };
  return {
    attribute,
    mark: (object, now, truth) => {
      const instant = read(object[name]);
      markNull(instant === null, truth);
      if (instant !== null) lookup.mark(instant, now, truth);
    },
    get bytes() {
      return lookup.bytes + 64 * parsed.size;
    },
    scanned: 0,
  };
}
