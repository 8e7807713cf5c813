/** The conditions that rules are made of, each about one attribute and known once, however many rules have it. */
import type { RulePlan } from '../directory/rule-object.ts';

/** How an attribute is read. `texts` is a list of text, of which some item has to pass. */
export type AttributeType = 'text' | 'texts' | 'flag' | 'instant' | 'plans';

/** A property by its catalogue name (extension names in lower case), or `manager`. */
export interface Attribute {
  readonly name: string;
  readonly type: AttributeType;
}

/**
 * How a text that can pass is found: it equals, begins with, ends with or contains one of some texts, all in lower case.
 * `scan`: only by trying.
 */
export interface TextAccess {
  readonly by: 'value' | 'beginning' | 'end' | 'part' | 'scan';
  readonly texts: readonly string[];
}

/** The same for a service plan: one of its parts has one of some values, in lower case. */
export interface PlanAccess {
  readonly part: 'servicePlanId' | 'service' | 'capabilityStatus';
  readonly values: readonly string[];
}

/** What an object's attribute has to be like. `key` tells those with a test from one another. */
export type AtomCondition =
  | { readonly kind: 'null' | 'present' }
  /** The flag is one of those in `mask`: 1 true, 2 false, 4 null. */
  | { readonly kind: 'flag'; readonly mask: number }
  /** Milliseconds since 1970, or from the present where relative; no instant is null here. */
  | {
      readonly kind: 'instant';
      readonly comparison: 'eq' | 'le' | 'ge';
      readonly limit: number;
      readonly isRelative: boolean;
    }
  /** The access is all there is to it. */
  | { readonly kind: 'text'; readonly access: TextAccess; readonly test: null }
  /** `test`, of the text as stored, decides after the access. */
  | {
      readonly kind: 'text';
      readonly access: TextAccess;
      readonly test: (text: string) => boolean;
      readonly key: string;
    }
  /** The same for service plans; the access may be missing. */
  | {
      readonly kind: 'plan';
      readonly access: PlanAccess | null;
      readonly test: (plan: RulePlan) => boolean;
      readonly key: string;
    };

/** A condition on an attribute. */
export interface Atom {
  readonly attribute: Attribute;
  readonly condition: AtomCondition;
}

/** Tells a condition from every other one on its attribute. */
function keyOf(condition: AtomCondition): string {
  switch (condition.kind) {
    case 'null':
    case 'present':
      return condition.kind;
    case 'flag':
      return `flag ${condition.mask}`;
    case 'instant':
      return `${condition.comparison} ${condition.isRelative} ${condition.limit}`;
    case 'text':
      return condition.test === null ? plainKey(condition.access) : condition.key;
    case 'plan':
      return condition.key;
  }
}

function plainKey({ by, texts }: TextAccess): string {
  return `${by} ${texts.join('\n')}`;
}

/** The only value that makes a condition true; null when there is no such value. */
function onlyValue(condition: AtomCondition): string | null {
  if (condition.kind !== 'text' || condition.test !== null) return null;
  const { by, texts } = condition.access;
  return by === 'value' && texts.length === 1 ? (texts[0] ?? null) : null;
}

/** The numbers of an attribute's atoms: most are of one value, for which no key has to be made. */
interface Numbers {
  readonly byValue: Map<string, number>;
  readonly byKey: Map<string, number>;
}

/** The atoms of a kind of object by number; the same atom has one number. */
export class AtomTable {
  readonly #numbers = new Map<string, Numbers>();
  readonly #atoms: Atom[] = [];
  /** Of how many sampled objects each was true; parallel to the atoms. */
  readonly #seen: number[] = [];
  #sampled = 0;

  get size(): number {
    return this.#atoms.length;
  }

  /** The atom's number. */
  numberOf(atom: Atom): number {
    const { byValue, byKey } = this.#numbersOf(atom.attribute.name);
    const value = onlyValue(atom.condition);
    const numbers = value === null ? byKey : byValue;
    const key = value ?? keyOf(atom.condition);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#atoms.length;
    numbers.set(key, number);
    this.#atoms.push(atom);
    this.#seen.push(-1);
    return number;
  }

  #numbersOf(attribute: string): Numbers {
    const known = this.#numbers.get(attribute);
    if (known !== undefined) return known;
    const numbers = { byValue: new Map<string, number>(), byKey: new Map<string, number>() };
    this.#numbers.set(attribute, numbers);
    return numbers;
  }

  /** Throws RangeError for a number that none has. */
  atom(number: number): Atom {
    const atom = this.#atoms[number];
    if (atom === undefined) throw new RangeError(`No atom has the number ${number}.`);
    return atom;
  }

  /** Takes over how often atoms were true among `sampled` objects; it replaces what was known of them. */
  count(sampled: number, counts: Iterable<readonly [number: number, seen: number]>): void {
    this.#sampled = sampled;
    this.#seen.fill(-1);
    for (const [number, seen] of counts) this.#seen[number] = seen;
  }

  /** The share of objects it is true of: counted, or guessed by its form while nothing was counted. */
  frequency(number: number): number {
    const seen = this.#seen[number] ?? -1;
    if (this.#sampled > 0 && seen >= 0) return seen / this.#sampled;
    return guess(this.atom(number).condition);
  }
}

/** Rough, and only until objects were counted. */
function guess(condition: AtomCondition): number {
  switch (condition.kind) {
    case 'present':
      return 0.9;
    case 'null':
    case 'instant':
    case 'flag':
      return 0.5;
    case 'plan':
      return condition.access === null ? 0.9 : 0.2;
    case 'text':
      return guessText(condition.access);
  }
}

function guessText({ by, texts }: TextAccess): number {
  switch (by) {
    case 'value':
      return Math.min(0.5, 0.01 * texts.length);
    case 'beginning':
    case 'end':
      return 0.06;
    case 'part':
      return 0.1;
    case 'scan':
      return 0.4;
  }
}
