/** Lays rules out in the flat tables of a matcher, in slices between which the caller may do something else. */
import type { AtomTable } from './atom.ts';
import { type AttributeLookup, lookupOf, type NumberedAtom } from './attribute-lookup.ts';
import type { IndexedRule } from './indexed-rule.ts';
import { CLOSURE } from './matcher-tables.ts';
import type { NormalForm } from './normal-form.ts';
import { RuleMatcher } from './rule-matcher.ts';

/** Rules, or atoms, worked on in a row: some milliseconds. */
const SLICE = 1_000;

/** A build: `next()` does a slice of it. */
export type MatcherBuild = Generator<undefined, RuleMatcher>;

/** Atoms by their numbers in the matcher, those of one attribute in a row. */
interface Numbering {
  readonly lookups: readonly AttributeLookup[];
  readonly lookupOfAtom: Int32Array;
  /** From a number in the matcher to the one in the table, and back. */
  readonly atoms: Int32Array;
  readonly local: Int32Array;
  readonly frequencies: Float64Array;
}

/** Where a conjunction hangs: literals in matcher numbers, the rarest atom first, or none. */
interface Layout {
  readonly formStarts: Int32Array;
  readonly forms: Int32Array;
}

/** Builds the matcher of rules of one scope; `atoms` gave their forms their numbers. */
export function* buildMatcher(rules: readonly IndexedRule[], atoms: AtomTable): MatcherBuild {
  const numbering = yield* numberAtoms(rules, atoms);
  const layout = yield* layOut(rules, numbering);
  const { recordStarts, records } = yield* hangUp(rules, layout, numbering);
  const { useStarts, uses } = yield* listUses(rules, layout, numbering);
  return new RuleMatcher({
    rules,
    atoms: numbering.atoms,
    lookups: numbering.lookups,
    lookupOfAtom: numbering.lookupOfAtom,
    recordStarts,
    records,
    ...layout,
    useStarts,
    uses,
    closures: byAttribute(rules, ({ form }) => form.conjunctions === null),
    clockRules: byAttribute(rules, ({ rule }) => rule.usesClock),
  });
}

function* numberAtoms(
  rules: readonly IndexedRule[],
  table: AtomTable,
): Generator<undefined, Numbering> {
  const isUsed = new Uint8Array(table.size);
  for (const [at, { form }] of rules.entries()) {
    forEachAtom(form, (atom) => {
      isUsed[atom] = 1;
    });
    if (at % SLICE === SLICE - 1) yield;
  }
  const byName = new Map<string, number[]>();
  let count = 0;
  for (const [number, used] of isUsed.entries()) {
    if (used === 0) continue;
    count++;
    const { name } = table.atom(number).attribute;
    const known = byName.get(name);
    if (known === undefined) byName.set(name, [number]);
    else known.push(number);
  }
  const numbering = {
    lookups: [] as AttributeLookup[],
    lookupOfAtom: new Int32Array(count),
    atoms: new Int32Array(count),
    local: new Int32Array(table.size),
    frequencies: new Float64Array(count),
  };
  let next = 0;
  for (const numbers of byName.values()) {
    const cases: NumberedAtom[] = [];
    for (const number of numbers) {
      numbering.atoms[next] = number;
      numbering.local[number] = next;
      numbering.lookupOfAtom[next] = numbering.lookups.length;
      numbering.frequencies[next] = table.frequency(number);
      cases.push({ number: next++, atom: table.atom(number) });
    }
    const [first] = cases;
    if (first !== undefined) numbering.lookups.push(lookupOf(first.atom.attribute, cases));
    yield;
  }
  return numbering;
}

function forEachAtom({ conjunctions, necessary }: NormalForm, visit: (atom: number) => void): void {
  for (const atom of necessary ?? []) visit(atom);
  const numbers = conjunctions ?? [];
  let at = 0;
  while (at < numbers.length) {
    const end = at + 1 + (numbers[at] ?? 0);
    for (at++; at < end; at++) visit((numbers[at] ?? 0) >> 1);
  }
}

/** All conjunctions in matcher numbers, each literal where it decides soonest. */
function* layOut(
  rules: readonly IndexedRule[],
  { local, frequencies }: Numbering,
): Generator<undefined, Layout> {
  const formStarts = new Int32Array(rules.length + 1);
  const forms = new Int32Array(
    rules.reduce((sum, { form }) => sum + (form.conjunctions?.length ?? 0), 0),
  );
  /** How likely a literal holds, those that can be found by before those that can't. */
  const rank = (literal: number) => {
    const frequency = frequencies[literal >> 1] ?? 1;
    return (literal & 1) === 0 ? frequency : 2 - frequency;
  };
  let next = 0;
  for (const [rule, { form }] of rules.entries()) {
    formStarts[rule] = next;
    const numbers = form.conjunctions ?? [];
    for (let at = 0; at < numbers.length; at += 1 + (numbers[at] ?? 0)) {
      const length = numbers[at] ?? 0;
      const literals = numbers
        .slice(at + 1, at + 1 + length)
        .map((literal) => 2 * (local[literal >> 1] ?? 0) + (literal & 1));
      if (length > 1) literals.sort((left, right) => rank(left) - rank(right));
      forms[next++] = length;
      for (const literal of literals) forms[next++] = literal;
    }
    if (rule % SLICE === SLICE - 1) yield;
  }
  formStarts[rules.length] = next;
  return { formStarts, forms };
}

/** Calls `visit` for every place a rule hangs on: the atom, and the literals to be tested then, as a range of the forms. */
function forEachRecord(
  about: { readonly rule: IndexedRule; readonly number: number; readonly layout: Layout },
  numbering: Numbering,
  visit: (atom: number, start: number, length: number) => void,
): void {
  const { form } = about.rule;
  const none = numbering.atoms.length;
  if (form.conjunctions === null) {
    if (form.necessary === null) visit(none, 0, CLOSURE);
    for (const atom of form.necessary ?? []) visit(numbering.local[atom] ?? 0, 0, CLOSURE);
    return;
  }
  const { forms, formStarts } = about.layout;
  const end = formStarts[about.number + 1] ?? 0;
  for (let at = formStarts[about.number] ?? 0; at < end; at += 1 + (forms[at] ?? 0)) {
    const length = forms[at] ?? 0;
    const first = forms[at + 1] ?? 0;
    if (length > 0 && (first & 1) === 0) visit(first >> 1, at + 2, length - 1);
    else visit(none, at + 1, length);
  }
}

function* hangUp(
  rules: readonly IndexedRule[],
  layout: Layout,
  numbering: Numbering,
): Generator<undefined, { readonly recordStarts: Int32Array; readonly records: Int32Array }> {
  const recordStarts = new Int32Array(numbering.atoms.length + 2);
  for (const [number, rule] of rules.entries()) {
    forEachRecord({ rule, number, layout }, numbering, (atom, _start, length) => {
      recordStarts[atom + 1] = (recordStarts[atom + 1] ?? 0) + 2 + Math.max(0, length);
    });
    if (number % SLICE === SLICE - 1) yield;
  }
  const total = addUp(recordStarts);
  const records = new Int32Array(total);
  const next = recordStarts.slice();
  for (const [number, rule] of rules.entries()) {
    forEachRecord({ rule, number, layout }, numbering, (atom, start, length) => {
      const at = next[atom] ?? 0;
      records[at] = number;
      records[at + 1] = length;
      for (let place = 0; place < length; place++)
        records[at + 2 + place] = layout.forms[start + place] ?? 0;
      next[atom] = at + 2 + Math.max(0, length);
    });
    if (number % SLICE === SLICE - 1) yield;
  }
  return { recordStarts, records };
}

/** The rules by the atoms of their conjunctions, each once an atom. */
function* listUses(
  rules: readonly IndexedRule[],
  { forms, formStarts }: Layout,
  { atoms }: Numbering,
): Generator<undefined, { readonly useStarts: Int32Array; readonly uses: Int32Array }> {
  const useStarts = new Int32Array(atoms.length + 1);
  const forEachUse = (rule: number, last: Int32Array, visit: (atom: number) => void) => {
    const end = formStarts[rule + 1] ?? 0;
    let at = formStarts[rule] ?? 0;
    while (at < end) {
      const stop = at + 1 + (forms[at] ?? 0);
      for (at++; at < stop; at++) {
        const atom = (forms[at] ?? 0) >> 1;
        if (last[atom] === rule + 1) continue;
        last[atom] = rule + 1;
        visit(atom);
      }
    }
  };
  const counted = new Int32Array(atoms.length);
  for (const rule of rules.keys()) {
    forEachUse(rule, counted, (atom) => {
      useStarts[atom + 1] = (useStarts[atom + 1] ?? 0) + 1;
    });
    if (rule % SLICE === SLICE - 1) yield;
  }
  const uses = new Int32Array(addUp(useStarts));
  const next = useStarts.slice();
  const filled = new Int32Array(atoms.length);
  for (const rule of rules.keys()) {
    forEachUse(rule, filled, (atom) => {
      const at = next[atom] ?? 0;
      uses[at] = rule;
      next[atom] = at + 1;
    });
    if (rule % SLICE === SLICE - 1) yield;
  }
  return { useStarts, uses };
}

/** Turns lengths, each one place late, into starts; answers the end of the last. */
function addUp(starts: Int32Array): number {
  let sum = 0;
  for (const [at, length] of starts.entries()) {
    sum += length;
    starts[at] = sum;
  }
  return sum;
}

function byAttribute(
  rules: readonly IndexedRule[],
  isChosen: (rule: IndexedRule) => boolean,
): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  rules.forEach((rule, number) => {
    if (!isChosen(rule)) return;
    for (const name of rule.rule.mentions) {
      const known = found.get(name);
      if (known === undefined) found.set(name, [number]);
      else known.push(number);
    }
  });
  return found;
}
